package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LaneData.RollbackEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a rule pack as the validator of a rollback proof: its selftests (a pack that fails one does
 * not load), the proof itself, and a control, which is the proof's first entry forced to show no
 * mutation and has to fail.
 */
public final class RollbackValidator {
  private static final String TYPE = "lane.rollback-proven";

  private RollbackValidator() {}

  /** The validator's result on that proof; it passes only if the control fails. */
  public static LaneData.Validated validate(RulePack pack, LaneData.RollbackProven proof) {
    List<String> codes = codes(pack, proof);
    LaneData.Control control = control(pack, proof);
    Result proofResult = codes.isEmpty() ? Result.PASS : Result.FAIL;
    boolean good = codes.isEmpty() && control.result() == Result.FAIL;
    return new LaneData.Validated(
        pack.id(),
        pack.sha256(),
        Result.PASS,
        proofResult,
        codes,
        control,
        good ? Result.PASS : Result.FAIL,
        null);
  }

  private static LaneData.Control control(RulePack pack, LaneData.RollbackProven proof) {
    if (proof.entries().isEmpty()) {
      return new LaneData.Control("", Result.PASS, List.of());
    }
    RollbackEntry forced = withoutMutation(proof.entries().getFirst());
    List<String> codes =
        codes(pack, new LaneData.RollbackProven(List.of(forced), proof.invariants()));
    return new LaneData.Control(forced.id(), codes.isEmpty() ? Result.PASS : Result.FAIL, codes);
  }

  private static RollbackEntry withoutMutation(RollbackEntry entry) {
    return new RollbackEntry(
        entry.id(),
        entry.path(),
        entry.rows(),
        entry.before(),
        entry.before(),
        entry.afterRollback(),
        entry.expected(),
        entry.restoredMatch(),
        entry.productionRollbackStatus());
  }

  private static List<String> codes(RulePack pack, LaneData.RollbackProven proof) {
    Map<String, Object> facts = new LinkedHashMap<>(FactFinder.INNOCENT);
    facts.put("proofGiven", !proof.entries().isEmpty());
    Map<String, Object> variables =
        Variables.of(new PackFile.SelfTest("validator", "", TYPE, null));
    variables.put("event", Map.of("type", TYPE, "data", Variables.value(EventJson.toTree(proof))));
    variables.put("facts", facts);
    return pack.allDenials(TYPE, variables);
  }
}
