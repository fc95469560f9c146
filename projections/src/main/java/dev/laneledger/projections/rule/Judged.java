package dev.laneledger.projections.rule;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.ticket.TicketBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One event of a batch with the states as they stand just before it.
 *
 * @param batch the whole batch
 * @param now RFC 3339 UTC milliseconds
 * @param rendering renders the packet of the event's lane, if a rule asks
 * @param bytes gives attached evidence
 */
record Judged(
    EventDraft draft,
    String actor,
    String now,
    List<EventDraft> batch,
    ReadStates states,
    Function<Hash, Optional<RulePack>> packs,
    Supplier<PacketTrees.Rendered> rendering,
    KeptBytes bytes) {

  static final String REFUSAL = EventType.REQUEST_REFUSED.shortName();

  /** What this event and others of its batch do only together. */
  Together together() {
    return new Together(this);
  }

  /** What the owner has decided, as this event may use it. */
  Decided decided() {
    return new Decided(this);
  }

  /** The packet of the lane whose stream this event is for, as the ledger renders it. */
  PacketTrees.Rendered packet() {
    return rendering.get();
  }

  /** Attached evidence. */
  byte[] bytes(Hash sha256) {
    return bytes.get(sha256).orElseThrow(() -> new BytesMissingException(sha256));
  }

  LedgerStream ledger() {
    return (LedgerStream) state(StreamId.LEDGER);
  }

  ProgramStream program() {
    String program = draft.source().program();
    return program == null ? ProgramStream.EMPTY : states.program(program);
  }

  TicketBook tickets() {
    return state(draft.source()) instanceof TicketStream t
        ? t.state().book(String.valueOf(draft.source().leaf()))
        : TicketStream.EMPTY.state().book("");
  }

  /**
   * The lane that the event is about: its own stream's, the one that it names, or of the lanes that
   * its evidence lies in the actor's own.
   */
  LaneStream lane() {
    StreamId lane = laneId();
    return lane == null ? LaneStream.EMPTY : (LaneStream) state(lane);
  }

  private @Nullable StreamId laneId() {
    return draft.payload() instanceof ProgramData.LegDischarged d ? evidenceLane(d) : laneOf(draft);
  }

  /** The lane that an event is about; null for none. */
  private static @Nullable StreamId laneOf(EventDraft draft) {
    if (draft.payload() instanceof LaneData) {
      return draft.source();
    }
    String program = draft.source().program();
    String lane =
        switch (draft.payload()) {
          case ProgramData.Consumed consumed -> consumed.lane();
          case TicketData.Reserved reserved -> reserved.lane();
          default -> null;
        };
    return program == null || lane == null || !StreamId.isSegment(lane)
        ? null
        : StreamId.lane(program, lane);
  }

  private @Nullable StreamId evidenceLane(ProgramData.LegDischarged discharged) {
    return discharged.evidence().stream()
        .filter(this::inProgram)
        .map(EventRef::source)
        .filter(s -> state(s) instanceof LaneStream l && l.facts().principal().equals(actor))
        .findFirst()
        .orElse(null);
  }

  StreamState state(StreamId stream) {
    return states.of(stream);
  }

  Optional<Blocker> blocker(String id) {
    return program().state().blockers().blocker(id);
  }

  boolean exists(EventRef ref) {
    return ref.streamseq() >= 0 && ref.streamseq() <= state(ref.source()).last();
  }

  /** Whether the event lies in this event's own program. */
  boolean inProgram(EventRef ref) {
    return draft.source().program() != null
        && draft.source().program().equals(ref.source().program());
  }

  /** Whether the event of that reference is a refusal, which proves nothing. */
  boolean isRefusal(EventRef ref) {
    return state(ref.source()).isRefusal(ref.streamseq());
  }

  /** The short type of an event of the lane that this event is about; empty for any other. */
  String typeInLane(EventRef ref) {
    return state(ref.source()) instanceof LaneStream l && ref.source().equals(laneId())
        ? l.facts().typeAt(ref.streamseq())
        : "";
  }

  /** Whether the actor has opened a lane in this program. */
  boolean hasLane() {
    return program().lanes().containsValue(actor);
  }

  /** Whether the actor has a lane in this program that runs and is not sealed. */
  boolean hasWorkingLane() {
    return program().lanes().entrySet().stream()
        .filter(lane -> lane.getValue().equals(actor))
        .map(Map.Entry::getKey)
        .sorted()
        .map(lane -> lane(lane).facts().works())
        .reduce(false, Boolean::logicalOr);
  }

  boolean laneRuns(String lane) {
    return StreamId.isSegment(lane) && lane().facts().runs();
  }

  LaneStream lane(String id) {
    return StreamId.isSegment(id)
        ? (LaneStream) state(StreamId.lane(String.valueOf(draft.source().program()), id))
        : LaneStream.EMPTY;
  }

  /** The requirements that do not hold, in words. */
  List<String> unmet(List<Requirement> requirements) {
    return program().unmet(requirements).stream().map(Requirement::text).toList();
  }

  /** The moment, unless it has passed; null then. */
  @Nullable String ahead(@Nullable String expires) {
    return expires != null && now.compareTo(expires) <= 0 ? expires : null;
  }

  /** Whether a pinned document has that digest. */
  boolean pinned(String sha256) {
    return program().state().documents().pins().values().stream()
        .anyMatch(d -> d.sha256().hex().equals(sha256));
  }

  /**
   * The open blockers that block the action: those that name it, and all of them where the program
   * has no word with which a blocker could.
   */
  List<String> blockedBy(String action) {
    ProgramData.Vocabulary words = program().vocabulary();
    boolean nameable = words == null || words.blocks().contains(action);
    return program().state().blockers().blockers().entrySet().stream()
        .filter(b -> b.getValue().open())
        .filter(b -> !nameable || b.getValue().blocks().contains(action))
        .map(Map.Entry::getKey)
        .toList();
  }

  List<String> unknownActions(List<String> actions) {
    ProgramData.Vocabulary words = program().vocabulary();
    return words == null
        ? List.of()
        : actions.stream().filter(a -> !words.actions().contains(a)).toList();
  }

  List<String> unknownGrants(List<String> grants) {
    ProgramData.Vocabulary words = program().vocabulary();
    return words == null
        ? List.of()
        : grants.stream().filter(g -> !words.grants().contains(g)).toList();
  }

  List<String> unknownBlocks(List<String> blocks) {
    ProgramData.Vocabulary words = program().vocabulary();
    return words == null
        ? List.of()
        : blocks.stream().filter(b -> !words.blocks().contains(b)).toList();
  }
}
