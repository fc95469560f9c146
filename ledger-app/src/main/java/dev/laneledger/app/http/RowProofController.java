package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.proof.RowProof;
import dev.laneledger.app.publish.PublishedTree;
import dev.laneledger.app.readmodel.LedgerQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Proofs of rows that a stranger can check with the log's key alone. */
@RestController
final class RowProofController {
  /** Whether the row is now as it was attested; not part of what is proven. */
  static final String CURRENT = "Ledger-Row-Current";

  private static final String ROWS =
      "/v1/programs/{program}/{rows:blockers|decisions|lanes|tickets}";
  private static final List<String> PROJECTIONS =
      List.of("blockers.v1", "decisions.v1", "lanes.v1", "tickets.v1");

  private final Views views;
  private final RowProofs proofs;

  RowProofController(Views views, LedgerQueries queries, PublishedTree tree) {
    this.views = views;
    this.proofs = new RowProofs(queries, tree);
  }

  /** A row whose key is one segment of a path. */
  @GetMapping(ROWS + "/{key}/proof")
  ResponseEntity<byte[]> proof(
      @PathVariable String program,
      @PathVariable String rows,
      @PathVariable String key,
      HttpServletRequest request) {
    Parameters.of(request);
    return proof(program, rows + ".v1", key);
  }

  /** A row whose key has a slash within it, as those of tickets and decisions do. */
  @GetMapping(ROWS + "/{first}/{second}/proof")
  ResponseEntity<byte[]> proof(
      @PathVariable String program,
      @PathVariable String rows,
      @PathVariable String first,
      @PathVariable String second,
      HttpServletRequest request) {
    Parameters.of(request);
    return proof(program, rows + ".v1", first + "/" + second);
  }

  /** Any row, whatever its key. */
  @GetMapping("/v1/programs/{program}/proof")
  ResponseEntity<byte[]> proof(@PathVariable String program, HttpServletRequest request) {
    Parameters parameters = Parameters.of(request, "projection", "key");
    String projection = required(parameters, "projection");
    if (!PROJECTIONS.contains(projection)) {
      throw new ProblemException(
          ReasonCode.PARAMETER_INVALID,
          "projection must be one of: "
              + String.join(", ", PROJECTIONS)
              + "; but was: "
              + projection);
    }
    return proof(program, projection, required(parameters, "key"));
  }

  private static String required(Parameters parameters, String name) {
    return parameters
        .text(name)
        .orElseThrow(() ->
            new ProblemException(
                ReasonCode.PARAMETER_INVALID, name + " must name the row, but is missing"));
  }

  private ResponseEntity<byte[]> proof(String program, String projection, String key) {
    ProgramSeen seen = views.newest(program);
    RowProof proof = proofs.of(seen, projection, key);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header(CURRENT, Boolean.toString(proofs.isCurrent(seen, projection, proof.row())))
        .body(proof.bytes());
  }
}
