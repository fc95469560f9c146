package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.projections.render.Fact;
import dev.laneledger.projections.render.Refusals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What bad input did, and whether good input still went through. */
final class ProbeAnswers {
  private ProbeAnswers() {}

  static Draft whichProbes(LaneDossier lane) {
    List<Fact<LaneData.Probed>> runs = lane.all(LaneData.Probed.class);
    if (runs.isEmpty()) {
      return Draft.unanswerable(
          lane.view().because("lane.probed") + ": no bad input was tried, and no control");
    }
    Draft draft = new Draft().onFacts(runs);
    for (Fact<LaneData.Probed> run : runs) {
      if (run.data().probes().isEmpty()) {
        draft.against("The probe run holds no probe.");
      }
      run.data().probes().forEach(p -> probe(lane, p, draft));
      control(lane, run.data().control(), draft);
    }
    return draft;
  }

  private static void probe(LaneDossier lane, LaneData.Probe probe, Draft draft) {
    String tried = probe.id() + ", " + probe.defect();
    Refusals.Kept kept = Refusals.of(lane.view(), probe);
    EventRef refusal = probe.refusal();
    draft.on(refusal);
    if (!probe.failedClosed()) {
      draft.against(tried + ": did not fail closed.");
      return;
    }
    switch (kept) {
      case FOUND ->
          draft.judge(
              decidedAgain(lane, refusal),
              tried + ": refused with " + probe.code() + ", and refused again now.",
              tried + ": refused with " + probe.code() + ", but not so when decided again.");
      case MISSING ->
          draft.against(
              tried + ": said to be refused with " + probe.code() + ", but no refusal is there.");
      case ELSEWHERE ->
          draft.claimed(
              tried + ": refused with " + probe.code() + ", in a stream not of this program");
    }
  }

  private static boolean decidedAgain(LaneDossier lane, @Nullable EventRef refusal) {
    return refusal != null
        && lane.dossier().findings(List.of(lane.dossier().seq(refusal))).isEmpty();
  }

  private static void control(LaneDossier lane, LaneData.ProbeControl control, Draft draft) {
    EventRef event = control.event();
    draft.on(event);
    if (event != null && control.allowed() && stands(lane, event)) {
      draft.computed(
          Words.say("Control, %s: allowed, it is %s.", control.request(), Words.ref(event)));
    } else {
      draft.against(
          Words.say(
              "Control, %s: %s, so the probes prove nothing.",
              control.request(),
              control.allowed()
                  ? "said to be allowed, but no such event is there"
                  : "not allowed"));
    }
  }

  private static boolean stands(LaneDossier lane, EventRef event) {
    return lane.dossier()
        .find(event)
        .filter(p -> !(p.event().payload() instanceof LedgerData.Refused))
        .isPresent();
  }
}
