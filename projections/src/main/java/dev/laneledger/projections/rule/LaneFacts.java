package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules see of a lane as {@code lane}.
 *
 * @param done short names of the event types that the lane already holds
 * @param failed what failed: gates, steps, a proof, a check
 * @param refusals streamseq, in decimal, of each refusal → its code
 */
record LaneFacts(
    boolean open,
    boolean imported,
    boolean ended,
    String authority,
    String consumes,
    List<String> done,
    List<String> failed,
    boolean isolated,
    @Nullable String sealedOutcome,
    @Nullable String sealedStatus,
    List<String> actions,
    Map<String, String> refusals) {

  static final LaneFacts NONE =
      new LaneFacts(
          false, false, false, "", "", List.of(), List.of(), false, null, null, List.of(),
          Map.of());

  LaneFacts evolve(LedgerEvent event) {
    LaneFacts known = withDone(event.type().shortName());
    return switch (event.payload()) {
      case LaneData.Opened o -> known.opened(o);
      case LaneData.Imported i -> known.withImported();
      case LaneData.PreflightChecked p ->
          known.withFailed(
              p.gates().stream()
                  .filter(g -> g.result() == LaneData.Result.FAIL)
                  .map(LaneData.Gate::gate)
                  .toList());
      case LaneData.TargetLocked t -> known.withIsolated(Isolation.proven(t));
      case LaneData.StepExecuted s -> known.withStep(s);
      case LaneData.Validated v -> known.failedUnless(v.outcome(), "validator");
      case LaneData.SelfChecked s ->
          known.withFailed(
              s.checks().stream()
                  .filter(c -> c.answer() == LaneData.Result.FAIL)
                  .map(LaneData.Check::check)
                  .toList());
      case LaneData.PacketSealed s ->
          known.withSeal(s.proposedOutcome().name(), s.proposedStatus());
      case LaneData.Completed c -> known.withEnded();
      case LaneData.Stopped s -> known.withEnded();
      case LedgerData.Refused r -> known.withRefusal(Long.toString(event.streamseq()), r.code());
      default -> known;
    };
  }

  private LaneFacts opened(LaneData.Opened o) {
    return new LaneFacts(
        true,
        false,
        false,
        o.authority(),
        o.consumes(),
        done,
        failed,
        isolated,
        null,
        null,
        actions,
        refusals);
  }

  private LaneFacts withImported() {
    return new LaneFacts(
        false, true, true, authority, consumes, done, failed, isolated, null, null, actions,
        refusals);
  }

  private LaneFacts withEnded() {
    return new LaneFacts(
        open,
        imported,
        true,
        authority,
        consumes,
        done,
        failed,
        isolated,
        sealedOutcome,
        sealedStatus,
        actions,
        refusals);
  }

  private LaneFacts withDone(String type) {
    return new LaneFacts(
        open,
        imported,
        ended,
        authority,
        consumes,
        done.contains(type) ? done : plus(done, type),
        failed,
        isolated,
        sealedOutcome,
        sealedStatus,
        actions,
        refusals);
  }

  private LaneFacts withFailed(List<String> more) {
    List<String> all = new ArrayList<>(failed);
    all.addAll(more);
    return new LaneFacts(
        open,
        imported,
        ended,
        authority,
        consumes,
        done,
        List.copyOf(all),
        isolated,
        sealedOutcome,
        sealedStatus,
        actions,
        refusals);
  }

  private LaneFacts failedUnless(LaneData.Result result, String what) {
    return result == LaneData.Result.PASS ? this : withFailed(List.of(what));
  }

  private LaneFacts withIsolated(boolean proven) {
    return new LaneFacts(
        open,
        imported,
        ended,
        authority,
        consumes,
        done,
        failed,
        proven,
        sealedOutcome,
        sealedStatus,
        actions,
        refusals);
  }

  private LaneFacts withStep(LaneData.StepExecuted step) {
    LaneFacts stepped = failedUnless(step.result(), step.step());
    return step.action() == null
        ? stepped
        : new LaneFacts(
            open,
            imported,
            ended,
            authority,
            consumes,
            done,
            stepped.failed,
            isolated,
            sealedOutcome,
            sealedStatus,
            plus(actions, step.action()),
            refusals);
  }

  private LaneFacts withSeal(String outcome, String status) {
    return new LaneFacts(
        open, imported, ended, authority, consumes, done, failed, isolated, outcome, status,
        actions, refusals);
  }

  private LaneFacts withRefusal(String streamseq, String code) {
    Map<String, String> all = new LinkedHashMap<>(refusals);
    all.put(streamseq, code);
    return new LaneFacts(
        open,
        imported,
        ended,
        authority,
        consumes,
        done,
        failed,
        isolated,
        sealedOutcome,
        sealedStatus,
        actions,
        all);
  }

  private static List<String> plus(List<String> list, String more) {
    List<String> longer = new ArrayList<>(list);
    longer.add(more);
    return List.copyOf(longer);
  }
}
