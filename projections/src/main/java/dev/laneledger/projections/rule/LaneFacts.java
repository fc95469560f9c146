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
 *   <li>{@code principal}: who opened the lane; empty before
 *   <li>{@code authority}, {@code consumes}: as the lane was opened; empty before
 *   <li>{@code done}: short names of the event types that the lane holds
 *   <li>{@code events}: the short name of each event's type, by streamseq
 *   <li>{@code failedGates}: the gates of the preflight that failed
 *   <li>{@code failed}: the gates, steps, proofs and checks that failed, and the surfaces that are
 *       not known to be safe
 *   <li>{@code actions}: the actions that its steps carried out
 *   <li>{@code needs}: the inputs that the lane found to be missing
 *   <li>{@code evidence}: the paths of the evidence that is attached
 *   <li>{@code sealedOutcome}, {@code sealedStatus}: as the packet proposes; missing before
 *   <li>{@code refusals}: streamseq, in decimal, of each refusal of the lane's own principal → its
 *       code
 * </ul>
 */
record LaneFacts(FactMap values) {
  static final LaneFacts NONE =
      new LaneFacts(
          new FactMap(
                  List.of(
                      "done",
                      "events",
                      "open",
                      "imported",
                      "ended",
                      "isolated",
                      "principal",
                      "authority",
                      "consumes",
                      "failedGates",
                      "failed",
                      "actions",
                      "needs",
                      "evidence",
                      "refusals",
                      "sealedOutcome",
                      "sealedStatus"))
              .with("open", false)
              .with("imported", false)
              .with("ended", false)
              .with("isolated", false)
              .with("principal", "")
              .with("authority", "")
              .with("consumes", "")
              .with("done", TreePVector.empty())
              .with("events", TreePVector.empty())
              .with("failedGates", TreePVector.empty())
              .with("failed", TreePVector.empty())
              .with("actions", TreePVector.empty())
              .with("needs", TreePVector.empty())
              .with("evidence", TreePVector.empty())
              .with("refusals", HashTreePMap.empty()));

  LaneFacts evolve(LedgerEvent event) {
    LaneFacts known = withType(event.type().shortName());
    return switch (event.payload()) {
      case LaneData.Opened o ->
          known
              .with("open", true)
              .with("principal", event.actor())
              .with("authority", o.authority())
              .with("consumes", o.consumes());
      case LaneData.Imported i -> known.with("imported", true).with("ended", true);
      case LaneData.PreflightChecked p ->
          known.with("failed", failedGates(p)).with("failedGates", failedGates(p));
      case LaneData.TargetLocked t ->
          known.with("isolated", Isolation.proven(t)).with("needs", t.notYetAvailable());
      case LaneData.SurfaceClassified s -> known.withSurface(s);
      case LaneData.EvidenceAttached e -> known.with("evidence", List.of(e.path()));
      case LaneData.StepExecuted s -> known.withStep(s);
      case LaneData.Validated v -> known.failedUnless(v.outcome(), "validator");
      case LaneData.SelfChecked s -> known.with("failed", failedChecks(s));
      case LaneData.PacketSealed s ->
          known
              .with("sealedOutcome", s.proposedOutcome().name())
              .with("sealedStatus", s.proposedStatus());
      case LaneData.Completed c -> known.with("ended", true);
      case LaneData.Stopped s -> known.with("ended", true);
      case LedgerData.Refused r when r.actor().equals(principal()) ->
          known.withRefusal(event.streamseq(), r.code());
      default -> known;
    };
  }

  boolean done(String type) {
    return list("done").contains(type);
  }

  /** Whether the lane runs and its packet is not sealed: it may still do something. */
  boolean works() {
    return runs() && !done("lane.packet-sealed");
  }

  boolean runs() {
    return is("open") && !is("ended");
  }

  String authority() {
    return String.valueOf(values.get("authority"));
  }

  /** Who opened the lane; empty before. */
  String principal() {
    return String.valueOf(values.get("principal"));
  }

  /** The short name of the type of the event at that streamseq; empty if there is none. */
  String typeAt(long streamseq) {
    PVector<String> events = list("events");
    return streamseq >= 0 && streamseq < events.size() ? events.get((int) streamseq) : "";
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
    return step.action() == null ? stepped : stepped.with("actions", List.of(step.action()));
  }

  private LaneFacts withSurface(LaneData.SurfaceClassified surface) {
    LaneFacts safe =
        Boolean.TRUE.equals(surface.affectsSafety())
            ? with("failed", List.of(surface.surface()))
            : this;
    return surface.inputNeeded() == null
        ? safe
        : safe.with("needs", List.of(surface.inputNeeded()));
  }

  private LaneFacts withType(String type) {
    LaneFacts typed = with("events", List.of(type));
    return list("done").contains(type) ? typed : typed.with("done", List.of(type));
  }

  private LaneFacts failedUnless(Result result, String what) {
    return result == Result.PASS ? this : with("failed", List.of(what));
  }

  @SuppressWarnings("unchecked")
  private LaneFacts withRefusal(long streamseq, String code) {
    PMap<String, String> refusals =
        (PMap<String, String>) Objects.requireNonNull(values.get("refusals"));
    return with("refusals", refusals.plus(Long.toString(streamseq), code));
  }

  private LaneFacts with(String fact, Object value) {
    return new LaneFacts(values.with(fact, value));
  }

  private LaneFacts with(String fact, List<String> more) {
    return new LaneFacts(values.with(fact, list(fact).plusAll(more)));
  }

  @SuppressWarnings("unchecked")
  private PVector<String> list(String fact) {
    return (PVector<String>) Objects.requireNonNull(values.get(fact));
  }
}
