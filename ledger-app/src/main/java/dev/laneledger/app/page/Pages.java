package dev.laneledger.app.page;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.http.Caller;
import dev.laneledger.app.http.Parameters;
import dev.laneledger.app.http.ProblemException;
import dev.laneledger.app.http.ProgramSeen;
import dev.laneledger.app.http.ReadRights;
import dev.laneledger.app.http.Views;
import dev.laneledger.app.readmodel.LedgerQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/** What all pages begin and end with: who reads which program, and the frame around the content. */
final class Pages {
  /** The parameter that chooses the program; without it the first that the reader may read. */
  static final String PROGRAM = "program";

  /** How many programs can be chosen from; others are reached by their name in the URL. */
  private static final int MOST_PROGRAMS = 500;

  private final LedgerQueries queries;
  private final Views views;
  private final ReadRights rights;
  private final InstantSource clock;
  private final Assets assets;

  Pages(LedgerQueries queries, Views views, ReadRights rights, InstantSource clock, Assets assets) {
    this.queries = queries;
    this.views = views;
    this.rights = rights;
    this.clock = clock;
    this.assets = assets;
  }

  /**
   * Reads a request.
   *
   * @param known parameters of this page beside {@code program} and {@code at}
   * @throws ProblemException {@code PARAMETER_INVALID}, {@code NOT_FOUND}, and {@code FORBIDDEN}
   *     for a program that the caller may not read
   */
  Visit visit(HttpServletRequest request, Principal principal, String... known) {
    Caller caller = Caller.of(principal);
    String[] names =
        Stream.concat(Stream.of(PROGRAM, Views.AT), Stream.of(known)).toArray(String[]::new);
    Parameters parameters = Parameters.of(request, names);
    List<String> programs =
        queries.view().state().programs().keySet().stream()
            .filter(program -> rights.mayReadProgram(caller, program))
            .limit(MOST_PROGRAMS)
            .toList();
    OptionalLong at = Views.at(parameters);
    @Nullable ProgramSeen seen =
        chosen(caller, programs, parameters.text(PROGRAM))
            .map(program -> views.program(program, at))
            .orElse(null);
    return new Visit(request, caller, parameters, programs, seen, now(seen));
  }

  private String now(@Nullable ProgramSeen seen) {
    return seen == null ? Moments.text(clock.instant()) : seen.now(clock);
  }

  private Optional<String> chosen(Caller caller, List<String> programs, Optional<String> named) {
    named
        .filter(program -> !rights.mayReadProgram(caller, program))
        .ifPresent(program -> {
          throw new ProblemException(
              ReasonCode.FORBIDDEN,
              "role and scope must cover the program, but those of %s do not cover %s"
                  .formatted(caller.actor(), program));
        });
    return named.or(() -> programs.stream().findFirst());
  }

  /**
   * The page.
   *
   * @param section the word of the navigation
   * @param template under {@code templates/page}
   * @param content its variable {@code page}
   */
  ModelAndView show(Visit visit, String section, String title, String template, Object content) {
    return new ModelAndView("page/" + template)
        .addObject("frame", frame(visit, section, title))
        .addObject("assets", assets)
        .addObject("theme", Theme.of(visit.request()))
        .addObject("page", content);
  }

  /** A page for somebody who has not signed in. */
  ModelAndView open(HttpServletRequest request, String template) {
    return new ModelAndView("page/" + template)
        .addObject("assets", assets)
        .addObject("theme", Theme.of(request));
  }

  private Frame frame(Visit visit, String section, String title) {
    ProgramSeen seen = visit.seen();
    String query = visit.request().getQueryString();
    return new Frame(
        title,
        section,
        visit.caller().actor(),
        visit.caller().role(),
        visit.programs(),
        seen == null ? null : seen.program(),
        seen == null ? queries.view().position() : seen.position(),
        seen != null && seen.asOf() != null,
        visit.request().getRequestURI() + (query == null ? "" : "?" + query),
        Theme.of(visit.request()));
  }
}
