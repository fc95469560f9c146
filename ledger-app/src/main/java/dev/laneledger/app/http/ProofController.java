package dev.laneledger.app.http;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.note.TlogProof;
import dev.laneledger.app.publish.PublishedTree;
import dev.laneledger.app.publish.PublishedTree.Growth;
import dev.laneledger.app.readmodel.LedgerQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Proofs that somebody can take away and check: of one entry, and that the ledger only grew. */
@RestController
final class ProofController {
  private final LedgerQueries queries;
  private final PublishedTree tree;
  private final ReadRights rights;

  ProofController(LedgerQueries queries, PublishedTree tree, ReadRights rights) {
    this.queries = queries;
    this.tree = tree;
    this.rights = rights;
  }

  /** A C2SP tlog-proof with the entry's bytes as its extra, for whoever may read the entry. */
  @GetMapping("/v1/events/{seq}/proof")
  ResponseEntity<byte[]> proof(
      @PathVariable String seq, HttpServletRequest request, Principal principal) {
    Parameters.of(request);
    Entry entry = EntryController.entry(queries, seq);
    rights.requireEntriesOf(Caller.of(principal), entry.event().source());
    TlogProof proof = tree.proof(entry).orElseThrow(() -> notCovered(entry.seq() + 1));
    return Answers.note(200, proof.format());
  }

  /** RFC 9162 section 2.1.4; it shows hashes only, which everybody may see. */
  @GetMapping("/v1/consistency")
  ResponseEntity<byte[]> consistency(HttpServletRequest request) {
    Parameters parameters = Parameters.of(request, "from", "to");
    long to = parameters.number("to", 1, Parameters.MAX_SEQ).orElseGet(tree::size);
    long from =
        parameters
            .number("from", 1, to)
            .orElseThrow(() ->
                new ProblemException(
                    ReasonCode.PARAMETER_INVALID,
                    "from must be the size of the smaller tree, but is missing"));
    if (to > tree.size()) {
      throw notCovered(to);
    }
    ObjectNode growth = json(tree.growth(from, to));
    return parameters.text("to").isPresent() ? Answers.forEver(growth) : Answers.json(200, growth);
  }

  private ProblemException notCovered(long size) {
    return new ProblemException(
        Problem.of(
                ReasonCode.NOT_COVERED,
                "a signed checkpoint must cover %d entries, but the newest covers %d"
                    .formatted(size, tree.size()))
            .withTodo("ask again when the checkpoint has that size")
            .withHeader("Retry-After", "1"));
  }

  private static ObjectNode json(Growth growth) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("from", growth.proof().from()).put("to", growth.proof().to());
    json.put("fromRoot", growth.fromRoot().hex()).put("toRoot", growth.toRoot().hex());
    var path = json.putArray("path");
    growth.proof().path().forEach(hash -> path.add(hash.hex()));
    return json;
  }
}
