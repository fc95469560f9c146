package dev.laneledger.projections.rule;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.Rows;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.decision.Consumption;
import dev.laneledger.projections.decision.DecisionState;
import dev.laneledger.projections.decision.Delegation;
import dev.laneledger.projections.decision.Packet;
import dev.laneledger.projections.decision.Selection;
import dev.laneledger.projections.lane.LaneRow;
import dev.laneledger.projections.ticket.TicketBook;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    return program == null ? ProgramStream.EMPTY : (ProgramStream) state(StreamId.program(program));
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

  /** Whether the batch opens that lane on that token. */
  boolean opens(String lane, String token) {
    return batch.stream()
        .anyMatch(d ->
            d.payload() instanceof LaneData.Opened o
                && o.consumes().equals(token)
                && lane.equals(d.source().leaf())
                && String.valueOf(d.source().program()).equals(draft.source().program()));
  }

  /** Whether the batch consumes that token for the lane of this event, and has done so before. */
  boolean consumedFor(String token) {
    return actor.equals(program().lanes().get(String.valueOf(draft.source().leaf())))
        && batch.stream()
            .anyMatch(d ->
                d.payload() instanceof ProgramData.Consumed c
                    && c.token().equals(token)
                    && String.valueOf(draft.source().leaf()).equals(c.lane())
                    && String.valueOf(d.source().program()).equals(draft.source().program()));
  }

  /**
   * Whether the batch's next event folds those tickets by that token: so every consumption has a
   * fold of its own.
   */
  boolean folds(ProgramData.Fold fold, String token) {
    int next = batch.indexOf(draft) + 1;
    return next < batch.size()
        && batch.get(next).payload() instanceof TicketData.Folded f
        && f.decision().equals(token)
        && fold.equals(fold(batch.get(next), f))
        && String.valueOf(batch.get(next).source().program()).equals(draft.source().program());
  }

  /** Whether the batch consumes the decision for just this fold, and has done so before. */
  boolean consumedFor(TicketData.Folded folded) {
    ProgramData.Fold fold = fold(draft, folded);
    Consumption consumption = program().state().decisions().consumptions().get(folded.decision());
    return consumption != null
        && fold.equals(consumption.fold())
        && batch.stream()
            .anyMatch(d ->
                d.payload() instanceof ProgramData.Consumed c
                    && c.token().equals(folded.decision())
                    && fold.equals(c.fold())
                    && String.valueOf(d.source().program()).equals(draft.source().program()));
  }

  private static ProgramData.Fold fold(EventDraft draft, TicketData.Folded f) {
    return new ProgramData.Fold(String.valueOf(draft.source().leaf()), f.from(), f.to());
  }

  /** How the token may be used now, or why not. */
  String usable(String token) {
    DecisionState decisions = program().state().decisions();
    Optional<Selection> selection = decisions.usableSelection(token, now);
    if (selection.isPresent()) {
      return causeOfLapse(selection.get()).isEmpty() ? "SELECTION" : "LAPSED";
    }
    if (decisions.usableDelegation(token, now, actor).isPresent()) {
      return "DELEGATION";
    }
    boolean forAnother = decisions.newestDelegation(token).filter(d -> d.standsAt(now)).isPresent();
    return forAnother ? "DELEGATED_TO_ANOTHER" : whyNot(decisions, token);
  }

  /** Of a token that does not stand: what became of the owner's last word on it. */
  private static String whyNot(DecisionState decisions, String token) {
    Optional<Selection> selection = decisions.newestSelection(token);
    Optional<Delegation> delegation = decisions.newestDelegation(token);
    long selected = selection.map(s -> s.by().streamseq()).orElse(-1L);
    long delegated = delegation.map(d -> d.by().streamseq()).orElse(-1L);
    String status =
        selected > delegated
            ? selection.map(s -> s.status().name()).orElse("")
            : delegation.map(d -> d.status().name()).orElse("NEVER_DECIDED");
    return status.equals("SELECTED") || status.equals("DELEGATED") ? "EXPIRED" : status;
  }

  /** What a selection binds and its program's own stream does not show; empty if it holds. */
  private String causeOfLapse(Selection selection) {
    if (!selection.binds().policy().equals(ledger().policy())) {
      return ProgramState.POLICY_CHANGED;
    }
    String lane = selection.binds().packetLane();
    Hash sealed = lane == null ? null : lane(lane).sealed();
    return lane == null || sealed == null || selection.binds().allows(lane, sealed)
        ? ""
        : DecisionState.TREE_CHANGED;
  }

  private LaneStream lane(String id) {
    return StreamId.isSegment(id)
        ? (LaneStream) state(StreamId.lane(String.valueOf(draft.source().program()), id))
        : LaneStream.EMPTY;
  }

  /**
   * Whether the bound tree is its lane's: what the lane sealed; else what was claimed of it last;
   * else what its history tells. A tree without a lane is nobody's.
   */
  boolean treeKnown(ProgramData.Binds binds) {
    String id = binds.packetLane();
    if (id == null || binds.packetTree() == null) {
      return id == null && binds.packetTree() == null;
    }
    LaneStream lane = lane(id);
    Hash claimed =
        program().state().lanes().lane(id).stream()
            .flatMap(row -> row.packetTreeClaims().stream())
            .map(LaneRow.TreeClaim::packetTree)
            .reduce(lane.tree(), (older, newer) -> newer);
    return binds.packetTree().equals(lane.sealed() == null ? claimed : lane.sealed());
  }

  /** The person whose decision makes the token usable; empty if none does. */
  String decider(String token) {
    DecisionState decisions = program().state().decisions();
    return decisions
        .usableSelection(token, now)
        .map(Selection::person)
        .or(() -> decisions.usableDelegation(token, now, actor).map(d -> d.getValue().person()))
        .orElse("");
  }

  /** When the decision that makes the token usable expires; null: never, or there is none. */
  @Nullable String expiryOf(String token) {
    DecisionState decisions = program().state().decisions();
    Optional<Selection> selection = decisions.usableSelection(token, now);
    return selection.isPresent()
        ? selection.get().expires()
        : decisions
            .usableDelegation(token, now, actor)
            .map(d -> d.getValue().expires())
            .orElse(null);
  }

  /** The moment, unless it has passed; null then. */
  @Nullable String ahead(@Nullable String expires) {
    return expires != null && now.compareTo(expires) <= 0 ? expires : null;
  }

  /** Why the packet's selection lapsed; empty if it did not, or there is none. */
  String lapse(String packet) {
    Selection selection = program().state().decisions().selections().get(packet);
    if (selection == null) {
      return "";
    }
    return selection.status() == Selection.Status.SELECTED
        ? causeOfLapse(selection)
        : Objects.requireNonNullElse(selection.cause(), "");
  }

  /** What the token requires and is not met: as it is offered now, and as it was delegated. */
  List<String> unmetFor(String token) {
    DecisionState decisions = program().state().decisions();
    Set<Requirement> requires =
        new LinkedHashSet<>(
            decisions.newestPacket().map(p -> requires(p, token)).orElse(List.of()));
    decisions
        .usableDelegation(token, now, actor)
        .flatMap(d -> decisions.packetAt(d.getValue().by()))
        .ifPresent(p -> requires.addAll(requires(p, token)));
    return unmet(List.copyOf(requires));
  }

  private static List<Requirement> requires(Packet packet, String token) {
    return packet.options().stream()
        .filter(o -> o.token().equals(token))
        .flatMap(o -> o.requires().stream())
        .toList();
  }

  /** The requirements that do not hold, in words. */
  List<String> unmet(List<Requirement> requirements) {
    return program().unmet(requirements).stream().map(Requirement::text).toList();
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

  /** What the selection binds and is no longer so. */
  List<String> stale(ProgramData.Selected selected) {
    List<String> stale = new ArrayList<>();
    var packet = program().state().decisions().packets().get(selected.packet());
    if (packet != null && !selected.packetSha256().equals(sha256(packet))) {
      stale.add("packet");
    }
    if (!selected.binds().blockers().equals(program().state().blockersHash())) {
      stale.add("blockers");
    }
    if (!selected.binds().policy().equals(ledger().policy())) {
      stale.add("policy");
    }
    return stale;
  }

  private static Hash sha256(Record value) {
    return Hash.sha256(CanonicalJson.write(Rows.of("", value).value()));
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
