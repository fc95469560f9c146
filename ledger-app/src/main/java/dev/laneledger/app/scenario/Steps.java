package dev.laneledger.app.scenario;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Observation;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LaneData.RollbackEntry;
import dev.laneledger.api.event.LaneData.StepExecuted;
import dev.laneledger.api.event.LaneData.Unchanged;
import dev.laneledger.app.rehearsal.CloneRehearsal;
import java.util.ArrayList;
import java.util.List;

/** Executes the steps of a lane's plan on a clone and collects what they prove. */
final class Steps {
  /** What a step does; the scenario says which step is of which kind. */
  enum Kind {
    CLONE,
    READ_TWICE,
    ABORT_TRANSACTION,
    RESTORE_SNAPSHOT,
    EXECUTOR_INTEGRITY,
    VALIDATE,
    PROBE
  }

  private final Scenario scenario;
  private final CloneRehearsal rehearsal;
  private final List<RollbackEntry> entries = new ArrayList<>();
  private final List<Unchanged> invariants = new ArrayList<>();

  Steps(Scenario scenario, CloneRehearsal rehearsal) {
    this.scenario = scenario;
    this.rehearsal = rehearsal;
  }

  /** The scenario's steps of those kinds, in the order of the plan. */
  static List<Facts> ofKind(Scenario scenario, Kind... kinds) {
    List<Kind> wanted = List.of(kinds);
    return scenario.extra().at("rehearsal").list("steps").stream()
        .filter(step -> wanted.contains(Kind.valueOf(step.text("kind"))))
        .toList();
  }

  /** Executes one step on the clone. */
  StepExecuted execute(Facts step) {
    return switch (Kind.valueOf(step.text("kind"))) {
      case CLONE -> cloned(step);
      case READ_TWICE -> unchanged(step, rehearsal.readTwice(step.text("step") + " clone content"));
      case ABORT_TRANSACTION ->
          rolledBack(
              step,
              rehearsal.rollBackTransaction(step.text("entry"), path(step), step.text("change")));
      case RESTORE_SNAPSHOT ->
          rolledBack(
              step, rehearsal.restoreSnapshot(step.text("entry"), path(step), step.text("change")));
      case EXECUTOR_INTEGRITY -> unchanged(step, rehearsal.executorIntegrity());
      case VALIDATE, PROBE ->
          throw new IllegalStateException(step.text("step") + " is no step on the clone");
    };
  }

  /** What the steps executed so far prove. */
  LaneData.RollbackProven proof() {
    return new LaneData.RollbackProven(List.copyOf(entries), List.copyOf(invariants));
  }

  /** A step's event with the words of the plan. */
  static StepExecuted executed(
      Scenario scenario, Facts step, boolean good, List<Observation> observations) {
    String id = step.text("step");
    Facts planned =
        scenario.lane().list("plan").stream()
            .filter(p -> p.text("step").equals(id))
            .findFirst()
            .orElseThrow(() -> new ScenarioException("lane.json plans no step " + id, null));
    return new StepExecuted(
        id,
        planned.text("does"),
        planned.text("mutates"),
        null,
        good ? Result.PASS : Result.FAIL,
        observations);
  }

  static Observation observation(String name, Object value) {
    return new Observation(name, value.toString());
  }

  private StepExecuted cloned(Facts step) {
    ContentHash source = rehearsal.sourceContentHash();
    ContentHash clone = rehearsal.contentHash();
    return executed(
        scenario,
        step,
        clone.equals(source),
        List.of(
            observation("rows", rehearsal.rows()),
            observation("source content", source),
            observation("clone content", clone),
            observation("executor", rehearsal.executorIntegrity().before())));
  }

  private StepExecuted unchanged(Facts step, Unchanged invariant) {
    invariants.add(invariant);
    return executed(
        scenario,
        step,
        invariant.before().equals(invariant.after()),
        List.of(
            observation("before", invariant.before()), observation("after", invariant.after())));
  }

  private StepExecuted rolledBack(Facts step, RollbackEntry entry) {
    entries.add(entry);
    boolean mutated = entry.afterApply() != null && !entry.afterApply().equals(entry.before());
    return executed(
        scenario,
        step,
        mutated && entry.restoredMatch(),
        List.of(
            observation("rows", entry.rows()),
            observation("before", String.valueOf(entry.before())),
            observation("after applying", String.valueOf(entry.afterApply())),
            observation("after rolling back", String.valueOf(entry.afterRollback()))));
  }

  /** How the entry is undone, as the lane's facts word it. */
  private String path(Facts step) {
    String id = step.text("entry");
    return scenario.lane().list("rollbackEntries").stream()
        .filter(e -> e.text("id").equals(id))
        .map(e -> e.text("path"))
        .findFirst()
        .orElseThrow(() -> new ScenarioException("lane.json has no rollback entry " + id, null));
  }
}
