package dev.laneledger.projections.render;

import static dev.laneledger.projections.render.Json.array;
import static dev.laneledger.projections.render.Json.object;
import static dev.laneledger.projections.render.Json.text;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.RollbackEntry;
import dev.laneledger.api.event.LaneData.Unchanged;
import dev.laneledger.api.event.ProgramData;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The plan, the steps and the two rollback files. */
final class RehearsalFiles {
  private RehearsalFiles() {}

  static ObjectNode plan(LaneView lane) {
    return Json.step(
        lane,
        EventType.LANE_STEP_EXECUTED,
        LaneData.StepExecuted.class,
        s ->
            object()
                .put("step", s.step())
                .put("does", s.does())
                .put("mutates", s.mutates())
                .put("action", s.action()),
        facts -> actions(lane, facts));
  }

  /** The actions of the program's vocabulary, and which steps asked for one. */
  private static ObjectNode actions(LaneView lane, List<Fact<LaneData.StepExecuted>> steps) {
    ObjectNode node = object().put("steps", steps.size());
    node.set(
        "actions",
        array(
            vocabulary(lane),
            a -> {
              List<String> asked =
                  steps.stream()
                      .filter(s -> Objects.equals(s.data().action(), a))
                      .map(s -> s.data().step())
                      .toList();
              ObjectNode action = object().put("action", a);
              action.set("requestedBySteps", Json.texts(asked));
              return action;
            }));
    return node;
  }

  /** The actions that the program has words for. */
  static List<String> vocabulary(LaneView lane) {
    return lane.ofProgram(ProgramData.Registered.class).stream()
        .map(f -> f.data().vocabulary())
        .filter(Objects::nonNull)
        .flatMap(v -> v.actions().stream())
        .toList();
  }

  static ObjectNode execution(LaneView lane) {
    return Json.step(
        lane,
        EventType.LANE_STEP_EXECUTED,
        LaneData.StepExecuted.class,
        RehearsalFiles::step,
        facts -> passed(facts.stream().map(Fact::data).toList()));
  }

  private static ObjectNode step(LaneData.StepExecuted step) {
    ObjectNode node = object().put("step", step.step()).put("result", step.result().name());
    node.set(
        "observations",
        array(step.observations(), o -> object().put("name", o.name()).put("value", o.value())));
    return node;
  }

  private static ObjectNode passed(List<LaneData.StepExecuted> steps) {
    long passed = steps.stream().filter(s -> s.result() == LaneData.Result.PASS).count();
    return object()
        .put("steps", steps.size())
        .put("passed", passed)
        .put("allPassed", passed == steps.size());
  }

  /** What was measured, at three moments. */
  static ObjectNode cloneRollback(LaneView lane) {
    return Json.step(
        lane,
        EventType.LANE_ROLLBACK_PROVEN,
        LaneData.RollbackProven.class,
        RehearsalFiles::measured,
        facts ->
            object()
                .put("entries", entries(facts).size())
                .put("invariants", invariants(facts).size())
                .put("invariantsHold", invariants(facts).stream().allMatch(Proofs::unchanged)));
  }

  private static ObjectNode measured(LaneData.RollbackProven proven) {
    ObjectNode node = object();
    node.set("entries", array(proven.entries(), RehearsalFiles::moments));
    node.set("invariants", array(proven.invariants(), RehearsalFiles::invariant));
    return node;
  }

  private static ObjectNode moments(RollbackEntry entry) {
    ObjectNode node = object().put("id", entry.id()).put("path", entry.path());
    node.set("before", moment(entry, 0, entry.before()));
    node.set("afterApply", moment(entry, 1, entry.afterApply()));
    node.set("afterRollback", moment(entry, 2, entry.afterRollback()));
    return node;
  }

  private static ObjectNode moment(RollbackEntry entry, int at, @Nullable Object content) {
    Long rows = at < entry.rows().size() ? entry.rows().get(at) : null;
    return object().put("content", text(content)).put("rows", rows);
  }

  private static ObjectNode invariant(Unchanged invariant) {
    return object()
        .put("name", invariant.name())
        .put("before", invariant.before().text())
        .put("after", invariant.after().text())
        .put("unchanged", Proofs.unchanged(invariant));
  }

  /** What the measurements prove. */
  static ObjectNode rollbackProof(LaneView lane) {
    return Json.step(
        lane,
        EventType.LANE_ROLLBACK_PROVEN,
        LaneData.RollbackProven.class,
        p -> object().set("entries", array(p.entries(), RehearsalFiles::proof)),
        facts ->
            object()
                .put("entries", entries(facts).size())
                .put("proven", entries(facts).stream().filter(Proofs::proven).count())
                .put("allProven", entries(facts).stream().allMatch(Proofs::proven)));
  }

  private static ObjectNode proof(RollbackEntry entry) {
    return object()
        .put("id", entry.id())
        .put("before", text(entry.before()))
        .put("afterApply", text(entry.afterApply()))
        .put("afterRollback", text(entry.afterRollback()))
        .put("expected", text(entry.expected()))
        .put("mutated", Proofs.mutated(entry))
        .put("restored", Proofs.restored(entry))
        .put("rowsRestored", Proofs.rowsRestored(entry))
        .put("claimedRestoredMatch", entry.restoredMatch())
        .put("productionRollbackStatus", entry.productionRollbackStatus());
  }

  private static List<RollbackEntry> entries(List<Fact<LaneData.RollbackProven>> facts) {
    return facts.stream().flatMap(f -> f.data().entries().stream()).toList();
  }

  private static List<Unchanged> invariants(List<Fact<LaneData.RollbackProven>> facts) {
    return facts.stream().flatMap(f -> f.data().invariants().stream()).toList();
  }
}
