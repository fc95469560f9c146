package dev.laneledger.app.http;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.app.readmodel.Attested;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.app.readmodel.LedgerView;
import dev.laneledger.projections.DecisionSheet;
import dev.laneledger.projections.decision.Selection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** One decision packet with what an owner has to sign; whoever signs should compute it again. */
@RestController
final class DecisionPacketController {
  private final Views views;
  private final LedgerQueries queries;

  DecisionPacketController(Views views, LedgerQueries queries) {
    this.views = views;
    this.queries = queries;
  }

  @GetMapping("/v1/programs/{program}/decisions/{packet}")
  ResponseEntity<byte[]> packet(
      @PathVariable String program, @PathVariable String packet, HttpServletRequest request) {
    ProgramSeen seen = views.program(program, request);
    DecisionSheet sheet =
        sheet(packet, seen)
            .orElseThrow(() ->
                Paths.notFound("the program " + program + " has no decision packet " + packet));
    ObjectNode answer = EventJson.toTree(sheet);
    answer.set("binds", EventJson.toTreeWithNulls(sheet.binds()));
    answer.put("position", seen.position());
    Attested attested = seen.attested("decisions.v1");
    answer.set("attested", attested == null ? null : EventJson.toTree(attested));
    Selection selection = seen.state().decisions().selections().get(packet);
    answer.set("selection", selection == null ? null : EventJson.toTreeWithNulls(selection));
    return seen.answer(answer);
  }

  private Optional<DecisionSheet> sheet(String packet, ProgramSeen seen) {
    LedgerView view = seen.view();
    DecisionSheet.Head head = new DecisionSheet.Head(view.size(), queries.root(view.size()));
    return DecisionSheet.of(packet, seen.state(), head, view.ledger().policy());
  }
}
