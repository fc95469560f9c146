package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.decision.Selection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What no longer stands, or never came to stand, since the lane began. */
final class LapseAnswers {
  private LapseAnswers() {}

  static Draft whatLapsed(LaneDossier lane) {
    List<Placed> since = lane.since(lane.start() - 1);
    Draft draft = new Draft();
    since.forEach(p -> event(p, draft));
    refusals(lane, since, draft);
    standing(lane, draft);
    if (draft.statements().isEmpty()) {
      draft.computed("Nothing of it.");
    }
    return draft.computed(
        Words.say(
            "Looked at: the %d entries of the program from the lane's first on, and %s as now.",
            since.size(), lane.dossier().now()));
  }

  private static void event(Placed placed, Draft draft) {
    EventRef by = placed.event().ref();
    switch (placed.event().payload()) {
      case ProgramData.Expired e ->
          draft
              .on(by)
              .computed(Words.say("Expired: the selection of %s, %s.", e.packet(), e.expires()));
      case ProgramData.Lapsed l ->
          draft
              .on(by)
              .computed(Words.say("Lapsed: the selection of %s, since %s.", l.packet(), l.cause()));
      case ProgramData.GrantRevoked g ->
          draft.on(by).computed(Words.say("Revoked: the grant of %s.", g.action()));
      case ProgramData.LegReopened r ->
          draft.on(by).computed(Words.say("Reopened: the leg %s of %s.", r.leg(), r.blocker()));
      case TicketData.Withdrawn w ->
          draft.on(by).computed(Words.say("Withdrawn: tickets %d to %d.", w.from(), w.to()));
      default -> {}
    }
  }

  private static void refusals(LaneDossier lane, List<Placed> since, Draft draft) {
    Set<EventRef> probed =
        lane.all(LaneData.Probed.class).stream()
            .flatMap(f -> f.data().probes().stream())
            .map(LaneData.Probe::refusal)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    long asProbes = 0;
    for (Placed placed : since) {
      if (placed.event().payload() instanceof LedgerData.Refused refused) {
        if (probed.contains(placed.event().ref())) {
          asProbes++;
        } else {
          draft
              .on(placed.event().ref())
              .computed(
                  Words.say(
                      "Refused: %s asked in %s, %s.",
                      refused.actor(), placed.event().source(), refused.code()));
        }
      }
    }
    if (asProbes > 0) {
      draft
          .on(probed)
          .computed(
              Words.say(
                  "Refused: %s that the lane sent as probes.", Words.count(asProbes, "request")));
    }
  }

  /** Readers apply an expiry without waiting for somebody to state it. */
  private static void standing(LaneDossier lane, Draft draft) {
    ProgramState state = lane.state();
    String now = lane.dossier().now();
    state
        .decisions()
        .selections()
        .forEach((packet, s) -> {
          if (s.status() == Selection.Status.LAPSED) {
            draft
                .on(s.by())
                .computed(
                    Words.say("The selection of %s stands as lapsed: %s.", packet, s.cause()));
          } else if (s.status() == Selection.Status.SELECTED && !s.standsAt(now)) {
            draft
                .on(s.by())
                .computed(Words.say("The selection of %s has expired, %s.", packet, s.expires()));
          }
        });
    state
        .decisions()
        .delegations()
        .rows()
        .values()
        .forEach(d -> {
          if (DecisionAnswers.expired(d, now)) {
            draft
                .on(d.by())
                .computed(
                    Words.say("The delegation of %s expired unused, %s.", d.token(), d.expires()));
          }
        });
  }
}
