package dev.laneledger.projections.question;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.projections.render.Conclusion;
import dev.laneledger.projections.render.Fact;
import dev.laneledger.projections.render.Pins;
import dev.laneledger.projections.render.Proofs;
import dev.laneledger.projections.render.TreeClaims;
import java.util.List;

/** What the lane and others said, beside what was named or follows. */
final class ClaimAnswers {
  private ClaimAnswers() {}

  static Draft claimedAndNamed(LaneDossier lane) {
    Draft draft = new Draft();
    surfaces(lane, draft);
    trees(lane, draft);
    gates(lane, draft);
    rollbacks(lane, draft);
    checks(lane, draft);
    ending(lane, draft);
    return draft.statements().isEmpty()
        ? Draft.unanswerable("the lane's stream holds no claim that could be compared")
        : draft;
  }

  private static void surfaces(LaneDossier lane, Draft draft) {
    for (Fact<LaneData.SurfacesAttested> f : lane.all(LaneData.SurfacesAttested.class)) {
      int named = f.data().surfaces().size();
      draft
          .on(f.by())
          .judge(
              f.data().claimed() == named,
              Words.say("Untouched surfaces: %d claimed, %d named.", f.data().claimed(), named),
              Words.say(
                  "Untouched surfaces: %d claimed, but %d named; nobody can say here which is right.",
                  f.data().claimed(), named));
    }
  }

  private static void trees(LaneDossier lane, Draft draft) {
    List<TreeClaims.Claim> claims = TreeClaims.of(lane.view());
    long different = claims.stream().map(TreeClaims.Claim::tree).distinct().count();
    for (TreeClaims.Claim c : claims) {
      draft.on(c.by().by());
      if (c.sealed()) {
        draft.computed(Words.say("Packet tree: the lane sealed %s.", c.tree()));
      } else {
        draft.claimed(Words.say("packet tree %s, by %s", c.tree(), c.who()));
      }
    }
    if (different > 1) {
      draft.against("The stated packet trees differ: there are " + different + " of them.");
    }
  }

  private static void gates(LaneDossier lane, Draft draft) {
    Pins pins = Pins.of(lane.view());
    for (Fact<LaneData.PreflightChecked> f : lane.all(LaneData.PreflightChecked.class)) {
      draft.on(f.by());
      for (LaneData.Gate gate : f.data().gates()) {
        boolean passes = Proofs.passes(gate, pins);
        if ((gate.result() == Result.PASS) != passes) {
          draft.against(
              Words.say(
                  "Gate %s: %s is stated, but its own values give %s.",
                  gate.gate(), gate.result(), passes ? "PASS" : "FAIL"));
        }
        if (gate.note() != null) {
          draft.claimed(Words.say("of gate %s: %s", gate.gate(), gate.note()));
        }
      }
    }
  }

  private static void rollbacks(LaneDossier lane, Draft draft) {
    for (Fact<LaneData.RollbackProven> f : lane.all(LaneData.RollbackProven.class)) {
      draft.on(f.by());
      for (LaneData.RollbackEntry entry : f.data().entries()) {
        draft.judge(
            entry.restoredMatch() == Proofs.restored(entry),
            Words.say(
                "Rollback entry %s: restored is stated as %s, and its hashes say the same.",
                entry.id(), entry.restoredMatch()),
            Words.say(
                "Rollback entry %s: restored is stated as %s, and its hashes say otherwise.",
                entry.id(), entry.restoredMatch()));
      }
    }
  }

  private static void checks(LaneDossier lane, Draft draft) {
    for (Fact<LaneData.SelfChecked> f : lane.all(LaneData.SelfChecked.class)) {
      draft.on(f.by());
      f.data().checks().forEach(c -> check(lane, c, draft));
    }
  }

  private static void check(LaneDossier lane, LaneData.Check check, Draft draft) {
    List<Conclusion> beside =
        lane.conclusions().stream().filter(c -> c.restsOnAnyOf(check.basis())).toList();
    List<String> against =
        beside.stream()
            .filter(c -> c.answer() == Conclusion.Answer.NO && !c.id().equals("surfaces-counted"))
            .map(Conclusion::id)
            .toList();
    String said = "self-check \u201c" + check.check() + "\u201d: " + check.answer();
    if (check.answer() == Result.PASS && !against.isEmpty()) {
      draft.against(
          Words.say(
              "The %s, but from the events that it names NO follows: %s.",
              said, Words.list(against)));
    } else {
      draft.claimed(
          beside.isEmpty() ? said + "; it names no event from which anything follows" : said);
    }
  }

  private static void ending(LaneDossier lane, Draft draft) {
    for (Fact<LaneData.Completed> f : lane.all(LaneData.Completed.class)) {
      Conclusion follows = lane.conclusion("outcome-follows");
      draft
          .on(f.by())
          .judge(
              follows.answer() == Conclusion.Answer.YES,
              Words.say("Outcome %s follows from the events.", f.data().outcome()),
              Words.say(
                  "Outcome %s does not follow from the events, %s.",
                  f.data().outcome(), follows.because()));
      draft.claimed(
          Words.say(
              "status %s%s",
              f.data().status(),
              f.data().summary() == null ? "" : ", summary: " + f.data().summary()));
    }
    for (Fact<LaneData.Stopped> f : lane.all(LaneData.Stopped.class)) {
      draft.on(f.by()).claimed("stopped: " + f.data().reason());
    }
    for (Fact<LaneData.Imported> f : lane.all(LaneData.Imported.class)) {
      draft
          .on(f.by())
          .claimed(Words.say("outcome %s, status %s", f.data().outcome(), f.data().status()));
    }
  }
}
