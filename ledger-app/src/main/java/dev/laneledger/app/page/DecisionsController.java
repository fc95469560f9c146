package dev.laneledger.app.page;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Role;
import dev.laneledger.app.http.DecisionsView;
import dev.laneledger.app.http.ProblemException;
import dev.laneledger.app.http.ProgramSeen;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.app.readmodel.LedgerView;
import dev.laneledger.projections.DecisionSheet;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/**
 * What the owner was asked and decided. The pages only show: an act is an event that the owner
 * signs and sends to {@code /v1/events}, where the same rules judge it whoever sends it.
 */
@Controller
final class DecisionsController {
  private static final String PAGE = "page";
  private static final String DELEGATIONS = "delegations";
  private static final String GRANTS = "grants";
  private static final String USED = "used";

  private final Pages pages;
  private final LedgerQueries queries;

  DecisionsController(Pages pages, LedgerQueries queries) {
    this.pages = pages;
    this.queries = queries;
  }

  @GetMapping("/decisions")
  ModelAndView decisions(HttpServletRequest request, Principal principal) {
    Visit visit = pages.visit(request, principal, PAGE, DELEGATIONS, GRANTS, USED);
    DecisionsView view = view(visit);
    Paged paged = Paged.of(visit.parameters(), PAGE, view.packets().size(), DecisionsPage.PER_PAGE);
    return pages.show(
        visit,
        "decisions",
        "Decisions",
        "decisions",
        new DecisionsPage(
            Standing.of(view),
            paged,
            paged.of(view.packets().reversed()),
            DecisionsPage.Part.of(visit.parameters(), DELEGATIONS, view.delegations()),
            DecisionsPage.Part.of(visit.parameters(), GRANTS, view.grants()),
            DecisionsPage.Part.of(visit.parameters(), USED, view.consumed())));
  }

  @GetMapping("/decisions/{id}")
  ModelAndView decision(@PathVariable String id, HttpServletRequest request, Principal principal) {
    Visit visit = pages.visit(request, principal);
    ProgramSeen seen = visit.program();
    DecisionsView.PacketItem packet =
        view(visit).packets().stream()
            .filter(p -> p.id().equals(id))
            .findFirst()
            .orElseThrow(() -> unknown(id, seen));
    LedgerView ledger = seen.view();
    DecisionSheet sheet =
        DecisionSheet.of(id, seen.state(), head(ledger), ledger.ledger().policy())
            .orElseThrow(() -> unknown(id, seen));
    return pages.show(
        visit,
        "decisions",
        "Decision " + id,
        "decision",
        DecisionPage.of(seen, packet, sheet, keys(visit, ledger)));
  }

  private DecisionSheet.Head head(LedgerView ledger) {
    return new DecisionSheet.Head(ledger.size(), queries.root(ledger.size()));
  }

  private static DecisionsView view(Visit visit) {
    ProgramSeen seen = visit.program();
    return DecisionsView.of(seen.position(), null, seen.state(), visit.now());
  }

  /** Those of the reader, if the reader is an owner and looks at what is so now. */
  private static List<DecisionPage.Key> keys(Visit visit, LedgerView ledger) {
    if (visit.caller().role() != Role.OWNER || visit.program().asOf() != null) {
      return List.of();
    }
    String person = ledger.ledger().persons().get(visit.caller().actor());
    return ledger.ledger().ownerKeys().stream()
        .filter(key -> key.person().equals(person))
        .map(DecisionPage.Key::of)
        .toList();
  }

  private static ProblemException unknown(String id, ProgramSeen seen) {
    return new ProblemException(
        ReasonCode.NOT_FOUND,
        "the program %s has no decision packet %s".formatted(seen.program(), id));
  }
}
