package dev.laneledger.app.page;

import dev.laneledger.app.http.DecisionsView;
import dev.laneledger.app.http.Parameters;
import dev.laneledger.app.http.ProgramSeen;
import dev.laneledger.app.http.ReadRights;
import dev.laneledger.app.http.Sessions;
import dev.laneledger.app.publish.Checkpoints;
import dev.laneledger.app.publish.Witnesses;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.projections.ProgramState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The overview: {@code /}, and {@code ?since=seq} for what has changed after that entry. */
@Controller
final class OverviewController {
  private static final String SINCE = "since";
  private static final int FEED_LINES = 12;

  private final Pages pages;
  private final LedgerQueries queries;
  private final ReadRights rights;
  private final Checkpoints checkpoints;
  private final Witnesses witnesses;
  private final Sessions sessions;

  OverviewController(
      Pages pages,
      LedgerQueries queries,
      ReadRights rights,
      Checkpoints checkpoints,
      Witnesses witnesses,
      Sessions sessions) {
    this.pages = pages;
    this.queries = queries;
    this.rights = rights;
    this.checkpoints = checkpoints;
    this.witnesses = witnesses;
    this.sessions = sessions;
  }

  @GetMapping("/")
  ModelAndView overview(
      HttpServletRequest request, HttpServletResponse response, Principal principal) {
    Visit visit = pages.visit(request, principal, SINCE);
    ProgramSeen seen = visit.seen();
    Overview overview =
        new Overview(
            seen == null ? null : program(visit, seen),
            LedgerFacts.of(queries, checkpoints, witnesses),
            seen == null ? null : changes(visit, seen));
    LastVisit.seen(sessions, request, response, queries.view().position());
    return pages.show(visit, "overview", "Overview", "overview", overview);
  }

  private Overview.OfProgram program(Visit visit, ProgramSeen seen) {
    ProgramState state = seen.state();
    return new Overview.OfProgram(
        seen.program(),
        Standing.of(DecisionsView.of(seen.position(), null, state, visit.now())),
        state.blockers().open(),
        state.blockers().blockers().size(),
        Overview.open(state.blockers()),
        Burden.of(state),
        Overview.lanes(state.lanes()),
        FeedLine.newest(
            queries,
            seen.program(),
            seen.view().size(),
            FEED_LINES,
            stream -> rights.mayRead(visit.caller(), stream)));
  }

  private @Nullable Changes changes(Visit visit, ProgramSeen seen) {
    OptionalLong named = visit.parameters().number(SINCE, 0, Parameters.MAX_SEQ);
    OptionalLong since = named.isPresent() ? named : LastVisit.end(visit.request());
    if (since.isEmpty() || since.getAsLong() > seen.position()) {
      return null;
    }
    ProgramState before =
        queries.viewAt(seen.program(), since.getAsLong()).state().program(seen.program());
    return Changes.of(since.getAsLong(), seen.position(), before, seen.state());
  }
}
