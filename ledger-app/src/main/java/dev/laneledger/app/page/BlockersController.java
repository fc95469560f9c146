package dev.laneledger.app.page;

import dev.laneledger.app.http.ProgramSeen;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.projections.BlockerPath;
import dev.laneledger.projections.blocker.BlockerState;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** {@code /blockers?to=ACTION&at=SEQ&page=N}: what stops the program, and since when. */
@Controller
final class BlockersController {
  private static final String TO = "to";
  private static final String PAGE = "page";
  private static final String PRODUCTION = "PRODUCTION";

  private final Pages pages;
  private final LedgerQueries queries;
  private final OpenLegs openLegs;

  BlockersController(Pages pages, LedgerQueries queries) {
    this.pages = pages;
    this.queries = queries;
    this.openLegs = new OpenLegs(queries);
  }

  @GetMapping("/blockers")
  ModelAndView blockers(HttpServletRequest request, Principal principal) {
    Visit visit = pages.visit(request, principal, TO, PAGE);
    ProgramSeen seen = visit.program();
    BlockerState state = seen.state().blockers();
    SortedSet<String> targets = targets(state);
    String target = visit.parameters().text(TO).orElse(first(targets));
    Paged paged = Paged.of(visit.parameters(), PAGE, state.blockers().size(), BlockerLine.PER_PAGE);
    List<BlockerLine> lines = BlockerLine.of(seen.state(), paged);
    BlockersPage page =
        new BlockersPage(
            state.open(),
            paged,
            lines,
            BlockerGraph.of(lines),
            List.copyOf(targets),
            target,
            BlockerPath.to(target, seen.state()),
            queries.view().position(),
            seen.position(),
            openLegs.plot(seen.program(), queries.view().position(), seen.position()));
    return pages.show(visit, "blockers", "Blockers", "blockers", page);
  }

  private static SortedSet<String> targets(BlockerState state) {
    SortedSet<String> targets = new TreeSet<>();
    state.blockers().values().forEach(blocker -> targets.addAll(blocker.blocks()));
    return targets;
  }

  private static String first(SortedSet<String> targets) {
    return targets.isEmpty() || targets.contains(PRODUCTION) ? PRODUCTION : targets.first();
  }
}
