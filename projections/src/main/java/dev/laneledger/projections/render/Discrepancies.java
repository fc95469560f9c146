package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.projections.render.Conclusion.Answer;
import java.util.ArrayList;
import java.util.List;

/** Where what a lane says and what follows from its events, or two things it says, differ. */
final class Discrepancies {
  /** Has an entry of its own. */
  private static final String COUNTED = "surfaces-counted";

  private Discrepancies() {}

  static List<String> of(Report report) {
    List<String> found = new ArrayList<>();
    surfaces(report, found);
    trees(report, found);
    gates(report, found);
    rollbacks(report, found);
    checks(report, found);
    for (Conclusion conclusion : report.conclusions()) {
      if (conclusion.answer() == Answer.NO && !conclusion.id().equals(COUNTED)) {
        found.add(
            "It does not hold that "
                + Markdown.text(conclusion.statement())
                + ": "
                + Markdown.text(conclusion.because())
                + report.cite(conclusion.basis()));
      }
    }
    return found;
  }

  private static void surfaces(Report report, List<String> found) {
    for (Fact<LaneData.SurfacesAttested> f : report.lane().all(LaneData.SurfacesAttested.class)) {
      int named = f.data().surfaces().size();
      if (named != f.data().claimed()) {
        found.add(
            "Surfaces: **"
                + f.data().claimed()
                + " claimed, "
                + named
                + " named**; nobody can say here which is right"
                + report.cite(f));
      }
    }
  }

  private static void trees(Report report, List<String> found) {
    List<TreeClaims.Claim> claims = TreeClaims.of(report.lane());
    long different = claims.stream().map(TreeClaims.Claim::tree).distinct().count();
    if (different > 1) {
      found.add(
          "Packet tree: **"
              + different
              + " different ones** are stated for this lane"
              + report.cite(claims.stream().map(TreeClaims.Claim::by)));
    }
  }

  private static void gates(Report report, List<String> found) {
    Pins pins = Pins.of(report.lane());
    for (Fact<LaneData.PreflightChecked> f : report.lane().all(LaneData.PreflightChecked.class)) {
      for (LaneData.Gate gate : f.data().gates()) {
        boolean stated = gate.result() == Result.PASS;
        if (stated != Proofs.passes(gate, pins)) {
          found.add(
              "Gate "
                  + Markdown.text(gate.gate())
                  + ": stated "
                  + gate.result()
                  + ", its values say otherwise"
                  + report.cite(f));
        }
      }
    }
  }

  private static void rollbacks(Report report, List<String> found) {
    for (Fact<LaneData.RollbackProven> f : report.lane().all(LaneData.RollbackProven.class)) {
      for (LaneData.RollbackEntry entry : f.data().entries()) {
        if (entry.restoredMatch() != Proofs.restored(entry)) {
          found.add(
              "Rollback entry "
                  + Markdown.text(entry.id())
                  + ": restored is stated as "
                  + entry.restoredMatch()
                  + ", its hashes say otherwise"
                  + report.cite(f));
        }
      }
    }
  }

  private static void checks(Report report, List<String> found) {
    for (Fact<LaneData.SelfChecked> f : report.lane().all(LaneData.SelfChecked.class)) {
      for (LaneData.Check check : f.data().checks()) {
        List<String> against =
            report.conclusions().stream()
                .filter(c -> c.answer() == Answer.NO && !c.id().equals(COUNTED))
                .filter(c -> c.restsOnAnyOf(check.basis()))
                .map(Conclusion::id)
                .toList();
        if (check.answer() == Result.PASS && !against.isEmpty()) {
          found.add(
              "Self-check \u201c"
                  + Markdown.text(check.check())
                  + "\u201d is declared PASS, and rests on events from which NO follows: "
                  + String.join(", ", against)
                  + report.cite(f));
        }
      }
    }
  }
}
