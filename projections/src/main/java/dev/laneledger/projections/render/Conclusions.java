package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LaneData.RollbackEntry;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What follows from a lane's rehearsal: gates, target, steps, rollback, validator, probes. */
public final class Conclusions {
  private final LaneView lane;
  private final List<Fact<LaneData.PreflightChecked>> preflights;
  private final List<Fact<LaneData.TargetLocked>> locks;
  private final List<Fact<LaneData.StepExecuted>> steps;
  private final List<Fact<LaneData.RollbackProven>> rollbacks;
  private final List<Fact<LaneData.Validated>> validations;
  private final List<Fact<LaneData.Probed>> probed;

  private Conclusions(LaneView lane) {
    this.lane = lane;
    this.preflights = lane.all(LaneData.PreflightChecked.class);
    this.locks = lane.all(LaneData.TargetLocked.class);
    this.steps = lane.all(LaneData.StepExecuted.class);
    this.rollbacks = lane.all(LaneData.RollbackProven.class);
    this.validations = lane.all(LaneData.Validated.class);
    this.probed = lane.all(LaneData.Probed.class);
  }

  /** All conclusions on that lane, in a fixed order. */
  public static List<Conclusion> of(LaneView lane) {
    List<Conclusion> rehearsal = new Conclusions(lane).rehearsal();
    return Stream.concat(rehearsal.stream(), ClaimConclusions.of(lane, rehearsal).stream())
        .toList();
  }

  private List<Conclusion> rehearsal() {
    return List.of(
        preflightPassed(),
        isolatedFirst(),
        stepsPassed(),
        noActionRequested(),
        eachEntry("applied-differs", "applying changed the content", Proofs::mutated),
        eachEntry("restored", "rolling back restored the expected content", Proofs::restored),
        eachEntry("rows-restored", "rolling back restored the row count", Proofs::rowsRestored),
        invariantsHold(),
        validatorHolds(),
        probesFailedClosed(),
        controlAllowed());
  }

  private Conclusion preflightPassed() {
    Pins pins = Pins.of(lane);
    List<LaneData.Gate> gates =
        preflights.stream().flatMap(f -> f.data().gates().stream()).toList();
    long passed = gates.stream().filter(g -> Proofs.passes(g, pins)).count();
    return Conclusion.of(
        "preflight-passed",
        "every preflight gate passes by its own values, before the first step",
        passed == gates.size() && preflights.stream().allMatch(this::beforeFirstStep),
        preflights.stream(),
        passed + " of " + gates.size() + " gates");
  }

  private Conclusion isolatedFirst() {
    return Conclusion.of(
        "isolated-first",
        "isolation from production is proven before the first step",
        locks.stream().allMatch(f -> Proofs.isolated(f.data()) && beforeFirstStep(f)),
        locks.stream(),
        locks.stream()
                .flatMap(f -> Proofs.isolation(f.data()).stream())
                .filter(c -> c.holds())
                .count()
            + " of "
            + locks.stream().mapToLong(f -> Proofs.isolation(f.data()).size()).sum()
            + " conditions of the proof hold");
  }

  private boolean beforeFirstStep(Fact<?> fact) {
    return steps.isEmpty() || fact.by().streamseq() < steps.getFirst().by().streamseq();
  }

  private Conclusion stepsPassed() {
    long passed = steps.stream().filter(s -> s.data().result() == Result.PASS).count();
    return Conclusion.of(
        "steps-passed",
        "every step passed",
        passed == steps.size(),
        steps.stream(),
        passed + " of " + steps.size() + " steps");
  }

  private Conclusion noActionRequested() {
    List<String> asked =
        steps.stream().map(s -> s.data().action()).filter(Objects::nonNull).distinct().toList();
    return Conclusion.of(
        "no-action-requested",
        "no step asked for an action that needs a grant",
        asked.isEmpty(),
        steps.stream(),
        asked.isEmpty() ? notNamed() : "named: " + String.join(", ", asked));
  }

  private String notNamed() {
    List<String> words = RehearsalFiles.vocabulary(lane);
    return words.isEmpty()
        ? "no step names an action"
        : "no step names "
            + String.join(", ", words.subList(0, words.size() - 1))
            + (words.size() > 1 ? " or " : "")
            + words.getLast();
  }

  private Conclusion eachEntry(String id, String statement, Predicate<RollbackEntry> holds) {
    List<RollbackEntry> entries =
        rollbacks.stream().flatMap(f -> f.data().entries().stream()).toList();
    long held = entries.stream().filter(holds).count();
    return Conclusion.of(
        id,
        statement + ", in every rollback entry",
        !entries.isEmpty() && held == entries.size(),
        rollbacks.stream(),
        held + " of " + entries.size() + " entries");
  }

  private Conclusion invariantsHold() {
    List<LaneData.Unchanged> invariants =
        rollbacks.stream().flatMap(f -> f.data().invariants().stream()).toList();
    long held = invariants.stream().filter(Proofs::unchanged).count();
    return Conclusion.of(
        "invariants-hold",
        "what had to stay as it was did",
        held == invariants.size(),
        rollbacks.stream(),
        held + " of " + invariants.size() + " invariants");
  }

  private Conclusion validatorHolds() {
    return Conclusion.of(
        "validator-holds",
        "the validator is an adopted pack, passes selftest and proof, and refuses the control",
        validations.stream()
            .allMatch(v -> Proofs.validated(v.data()) && Proofs.adopted(lane, v.data())),
        validations.stream(),
        validations.isEmpty() ? "" : words(validations.getLast().data()));
  }

  private String words(LaneData.Validated run) {
    return (Proofs.adopted(lane, run) ? "adopted" : "not adopted")
        + ", selftest "
        + run.selftest()
        + ", proof "
        + run.proof()
        + ", control "
        + run.control().result();
  }

  private Conclusion probesFailedClosed() {
    List<LaneData.Probe> probes = probed.stream().flatMap(f -> f.data().probes().stream()).toList();
    long closed = probes.stream().filter(LaneData.Probe::failedClosed).count();
    long found = probes.stream().filter(p -> Refusals.of(lane, p) == Refusals.Kept.FOUND).count();
    long lost = probes.stream().filter(p -> Refusals.of(lane, p) == Refusals.Kept.MISSING).count();
    return Conclusion.of(
        "probes-failed-closed",
        "every bad request failed closed, and none names a refusal that is not there",
        !probes.isEmpty() && closed == probes.size() && lost == 0,
        probed.stream(),
        closed + " of " + probes.size() + " failed closed, " + found + " refusals found in place");
  }

  private Conclusion controlAllowed() {
    long allowed = probed.stream().filter(f -> f.data().control().allowed()).count();
    return Conclusion.of(
        "control-allowed",
        "the good request among the probes was allowed",
        allowed == probed.size(),
        probed.stream(),
        allowed + " of " + probed.size() + " controls");
  }
}
