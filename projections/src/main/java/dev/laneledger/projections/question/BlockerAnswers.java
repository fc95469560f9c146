package dev.laneledger.projections.question;

import dev.laneledger.api.event.ProgramData;
import dev.laneledger.projections.BlockerPath;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.Row;
import dev.laneledger.projections.blocker.Blocker;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What stops the program. */
final class BlockerAnswers {
  private BlockerAnswers() {}

  static Draft whatBlocked(LaneDossier lane) {
    ProgramState state = lane.state();
    Map<String, Blocker> all = state.blockers().blockers();
    if (all.isEmpty()) {
      return new Draft()
          .computed("No blocker was ever raised in the program " + lane.program() + ".");
    }
    Draft draft = new Draft();
    basis(lane, draft);
    draft.computed(Words.say("%d of %d blockers are open.", state.blockers().open(), all.size()));
    all.forEach((id, blocker) -> {
      if (blocker.open()) {
        draft.computed(
            Words.say(
                "%s, %s: %s must act; open are the legs %s; it blocks %s.",
                id,
                blocker.status(),
                Words.list(blocker.actors()),
                legs(blocker),
                Words.list(blocker.blocks())));
        draft.claimed(Words.say("next for %s: %s", id, blocker.nextAction()));
      }
    });
    targets(all).forEach(target -> path(BlockerPath.to(target, state), draft));
    return draft;
  }

  private static String legs(Blocker blocker) {
    return Words.list(
        blocker.legs().stream()
            .filter(l -> l.state() == Blocker.State.OPEN)
            .map(l -> Words.say("%s (%s, %s)", l.leg(), l.actor(), l.strength()))
            .toList());
  }

  private static void basis(LaneDossier lane, Draft draft) {
    lane.dossier().entries().stream()
        .filter(p -> lane.program().equals(p.event().source().program()))
        .filter(p ->
            switch (p.event().payload()) {
              case ProgramData.BlockerRaised r -> true;
              case ProgramData.LegDischarged d -> true;
              case ProgramData.LegReopened r -> true;
              case ProgramData.BlockerNarrowed n -> true;
              case ProgramData.GrantIssued g -> true;
              case ProgramData.GrantRevoked g -> true;
              default -> false;
            })
        .forEach(p -> draft.on(p.event().ref()));
  }

  private static List<String> targets(Map<String, Blocker> all) {
    SortedSet<String> targets = new TreeSet<>(Row.KEY_ORDER);
    all.values().stream().filter(Blocker::open).forEach(b -> targets.addAll(b.blocks()));
    return List.copyOf(targets);
  }

  private static void path(BlockerPath path, Draft draft) {
    List<String> ready =
        path.steps().stream()
            .filter(BlockerPath.Step::ready)
            .map(s -> s.leg() + " of " + s.blocker())
            .toList();
    draft.computed(
        Words.say(
            "Until %s: %s to discharge, now possible: %s; grants missing: %s; inputs missing: %s; who: %s.",
            path.target(),
            Words.count(path.steps().size(), "leg"),
            Words.list(ready),
            Words.list(path.grants()),
            Words.list(path.inputs()),
            Words.list(path.actors())));
  }
}
