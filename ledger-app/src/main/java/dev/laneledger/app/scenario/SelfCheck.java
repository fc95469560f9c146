package dev.laneledger.app.scenario;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Check;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.app.rehearsal.CloneRehearsal;
import java.util.List;
import java.util.stream.Stream;

/**
 * Answers a lane's own questions from its events: a check passes exactly if there is at least one
 * event of each type that it rests on, and every one of them is good.
 */
public final class SelfCheck {
  private SelfCheck() {}

  static LaneData.SelfChecked answer(Scenario scenario, LaneLog log) {
    Facts basis = scenario.extra().at("selfCheckBasis");
    List<Check> checks =
        scenario.lane().texts("selfCheck").stream()
            .map(check -> answer(check, basis.texts(check), log.events()))
            .toList();
    return new LaneData.SelfChecked(checks);
  }

  /**
   * Answers one question from a lane's events.
   *
   * @param types short names of the event types that the answer rests on
   */
  public static Check answer(String check, List<String> types, List<LedgerEvent> events) {
    List<LedgerEvent> basis = types.stream().flatMap(t -> ofType(t, events)).toList();
    boolean complete = types.stream().noneMatch(t -> ofType(t, events).findAny().isEmpty());
    boolean good = complete && basis.stream().allMatch(SelfCheck::good);
    return new Check(
        check, good ? Result.PASS : Result.FAIL, basis.stream().map(LedgerEvent::ref).toList());
  }

  private static Stream<LedgerEvent> ofType(String type, List<LedgerEvent> events) {
    return events.stream().filter(e -> e.type().shortName().equals(type));
  }

  private static boolean good(LedgerEvent event) {
    return switch (event.payload()) {
      case LaneData.PreflightChecked p ->
          p.gates().stream().allMatch(g -> g.result() == Result.PASS);
      case LaneData.TargetLocked t ->
          !t.selected().isProduction() && CloneRehearsal.provesIsolation(t.isolation());
      case LaneData.StepExecuted s -> s.action() == null && s.result() == Result.PASS;
      case LaneData.RollbackProven r ->
          !r.entries().isEmpty() && r.entries().stream().allMatch(SelfCheck::restored);
      case LaneData.Validated v -> v.outcome() == Result.PASS;
      case LaneData.SurfaceClassified s -> !Boolean.TRUE.equals(s.affectsSafety());
      case LaneData.Probed p ->
          p.control().allowed() && p.probes().stream().allMatch(LaneData.Probe::failedClosed);
      case ProgramData.PacketPublished p -> p.selected() == null;
      default -> true;
    };
  }

  private static boolean restored(LaneData.RollbackEntry entry) {
    return entry.before() != null
        && entry.afterApply() != null
        && !entry.afterApply().equals(entry.before())
        && entry.before().equals(entry.afterRollback())
        && entry.restoredMatch();
  }
}
