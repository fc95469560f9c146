package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * What rules see of a lane as {@code lane}:
 *
 * <ul>
 *   <li>{@code open}, {@code imported}, {@code ended}, {@code isolated}: true or false
 *   <li>{@code authority}, {@code consumes}: as the lane was opened; empty before
 *   <li>{@code done}: short names of the event types that the lane holds
 *   <li>{@code failed}: the gates, steps, proofs and checks that failed
 *   <li>{@code actions}: the actions that its steps carried out
 *   <li>{@code sealedOutcome}, {@code sealedStatus}: as the packet proposes; missing before
 *   <li>{@code refusals}: streamseq, in decimal, of each refusal → its code
 * </ul>
 */
record LaneFacts(PMap<String, Object> values) {
  static final LaneFacts NONE =
      new LaneFacts(
          HashTreePMap.<String, Object>from(
              Map.of(
                  "open",
                  false,
                  "imported",
                  false,
                  "ended",
                  false,
                  "isolated",
                  false,
                  "authority",
                  "",
                  "consumes",
                  "",
                  "done",
                  TreePVector.empty(),
                  "failed",
                  TreePVector.empty(),
                  "actions",
                  TreePVector.empty(),
                  "refusals",
                  HashTreePMap.empty())));

  LaneFacts evolve(LedgerEvent event) {
    LaneFacts known = withDone(event.type().shortName());
    return switch (event.payload()) {
      case LaneData.Opened o ->
          known.with("open", true).with("authority", o.authority()).with("consumes", o.consumes());
      case LaneData.Imported i -> known.with("imported", true).with("ended", true);
      case LaneData.PreflightChecked p -> known.withFailed(failedGates(p));
      case LaneData.TargetLocked t -> known.with("isolated", Isolation.proven(t));
      case LaneData.StepExecuted s -> known.withStep(s);
      case LaneData.Validated v -> known.failedUnless(v.outcome(), "validator");
      case LaneData.SelfChecked s -> known.withFailed(failedChecks(s));
      case LaneData.PacketSealed s ->
          known
              .with("sealedOutcome", s.proposedOutcome().name())
              .with("sealedStatus", s.proposedStatus());
      case LaneData.Completed c -> known.with("ended", true);
      case LaneData.Stopped s -> known.with("ended", true);
      case LedgerData.Refused r -> known.withRefusal(event.streamseq(), r.code());
      default -> known;
    };
  }

  boolean runs() {
    return is("open") && !is("ended");
  }

  String authority() {
    return String.valueOf(values.get("authority"));
  }

  /** The code of the refusal at that streamseq; empty if there is none. */
  String refusalAt(long streamseq) {
    return values.get("refusals") instanceof Map<?, ?> refusals
            && refusals.get(Long.toString(streamseq)) instanceof String code
        ? code
        : "";
  }

  private boolean is(String fact) {
    return Boolean.TRUE.equals(values.get(fact));
  }

  private static List<String> failedGates(LaneData.PreflightChecked preflight) {
    return preflight.gates().stream()
        .filter(g -> g.result() == Result.FAIL)
        .map(LaneData.Gate::gate)
        .toList();
  }

  private static List<String> failedChecks(LaneData.SelfChecked selfCheck) {
    return selfCheck.checks().stream()
        .filter(c -> c.answer() == Result.FAIL)
        .map(LaneData.Check::check)
        .toList();
  }

  private LaneFacts withStep(LaneData.StepExecuted step) {
    LaneFacts stepped = failedUnless(step.result(), step.step());
    return step.action() == null
        ? stepped
        : stepped.with("actions", stepped.list("actions").plus(step.action()));
  }

  private LaneFacts withDone(String type) {
    PVector<String> done = list("done");
    return done.contains(type) ? this : with("done", done.plus(type));
  }

  private LaneFacts failedUnless(Result result, String what) {
    return result == Result.PASS ? this : withFailed(List.of(what));
  }

  private LaneFacts withFailed(List<String> more) {
    return with("failed", list("failed").plusAll(more));
  }

  @SuppressWarnings("unchecked")
  private LaneFacts withRefusal(long streamseq, String code) {
    PMap<String, String> refusals =
        (PMap<String, String>) Objects.requireNonNull(values.get("refusals"));
    return with("refusals", refusals.plus(Long.toString(streamseq), code));
  }

  private LaneFacts with(String fact, Object value) {
    return new LaneFacts(values.plus(fact, value));
  }

  @SuppressWarnings("unchecked")
  private PVector<String> list(String fact) {
    return (PVector<String>) Objects.requireNonNull(values.get(fact));
  }
}
