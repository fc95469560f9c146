package dev.laneledger.app.http;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.projections.BlockerPath;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.blocker.BlockerState;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What still stands in the way of an action, as it is and as it would be. Appends nothing. */
@RestController
final class BlockerPathController {
  private static final String TO = "to";
  private static final String DISCHARGE = "discharge";

  /** The action that is asked for where none is named. */
  private static final String PRODUCTION = "PRODUCTION";

  private final Views views;

  BlockerPathController(Views views) {
    this.views = views;
  }

  record PathView(long position, BlockerPath path) {}

  @GetMapping("/v1/programs/{program}/blockers/path")
  ResponseEntity<byte[]> path(@PathVariable String program, HttpServletRequest request) {
    Parameters parameters = Parameters.of(request, Views.AT_LEAST, Views.AT, TO);
    ProgramSeen seen = views.program(program, parameters);
    return seen.answer(
        new PathView(seen.position(), BlockerPath.to(target(parameters, seen), seen.state())));
  }

  /** The blockers as they would be if these legs were discharged, and the path from there. */
  @GetMapping("/v1/programs/{program}/blockers/what-if")
  ResponseEntity<byte[]> whatIf(@PathVariable String program, HttpServletRequest request) {
    Parameters parameters = Parameters.withMany(request, DISCHARGE, Views.AT_LEAST, Views.AT, TO);
    ProgramSeen seen = views.program(program, parameters);
    ProgramState state = seen.state();
    for (String leg : legs(parameters)) {
      state = discharged(state, leg);
    }
    ObjectNode answer =
        EventJson.toTreeWithNulls(BlockersView.of(seen.position(), null, state.blockers()));
    answer.set("path", EventJson.toTreeWithNulls(BlockerPath.to(target(parameters, seen), state)));
    return seen.answer(answer);
  }

  private static List<String> legs(Parameters parameters) {
    List<String> legs = parameters.texts(DISCHARGE);
    if (legs.isEmpty()) {
      throw new ProblemException(
          ReasonCode.PARAMETER_INVALID, "discharge must name a leg as BLOCKER/LEG, but is missing");
    }
    return legs;
  }

  private static ProgramState discharged(ProgramState state, String name) {
    return state.blockers().blockers().entrySet().stream()
        .flatMap(b -> b.getValue().legs().stream().map(l -> new Leg(b.getKey(), l.leg())))
        .filter(leg -> leg.text().equals(name))
        .findFirst()
        .map(leg -> state.ifDischarged(leg.blocker(), leg.leg()))
        .orElseThrow(() -> unknown(name));
  }

  private record Leg(String blocker, String leg) {
    String text() {
      return blocker + "/" + leg;
    }
  }

  private static ProblemException unknown(String name) {
    return name.indexOf('/') <= 0
        ? new ProblemException(
            ReasonCode.PARAMETER_INVALID,
            "discharge must name a leg as BLOCKER/LEG, but was: " + name)
        : Paths.notFound("no blocker of the program has the leg " + name);
  }

  /** A word that no blocker ever blocked is more likely misspelt than clear. */
  private static String target(Parameters parameters, ProgramSeen seen) {
    String target = parameters.text(TO).orElse(PRODUCTION);
    BlockerState blockers = seen.state().blockers();
    boolean named =
        blockers.blockers().values().stream().anyMatch(b -> b.blocks().contains(target));
    if (!named) {
      throw Paths.notFound(
          "no blocker of the program " + seen.program() + " blocks the action " + target);
    }
    return target;
  }
}
