package dev.laneledger.projections.rule;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Rows;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.decision.DecisionState;
import dev.laneledger.projections.decision.Selection;
import dev.laneledger.projections.ticket.TicketBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One event of a batch with the states as they stand just before it.
 *
 * @param batch the whole batch
 * @param now RFC 3339 UTC milliseconds
 */
record Judged(
    EventDraft draft,
    String actor,
    String now,
    List<EventDraft> batch,
    Map<StreamId, StreamState> states,
    Function<Hash, Optional<RulePack>> packs) {

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

  /** The lane that the event is about: its own stream's, or the one that it names. */
  LaneStream lane() {
    StreamId lane = Reads.laneOf(draft);
    return lane == null ? LaneStream.EMPTY : (LaneStream) state(lane);
  }

  StreamState state(StreamId stream) {
    return states.getOrDefault(stream, StreamState.initial(stream));
  }

  Optional<Blocker> blocker(String id) {
    return program().state().blockers().blocker(id);
  }

  boolean exists(EventRef ref) {
    return ref.streamseq() >= 0 && ref.streamseq() <= state(ref.source()).last();
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

  /** Whether the batch consumes that token for the lane of this event. */
  boolean consumesFor(String token) {
    return batch.stream()
        .anyMatch(d ->
            d.payload() instanceof ProgramData.Consumed c
                && c.token().equals(token)
                && c.lane().equals(draft.source().leaf())
                && String.valueOf(d.source().program()).equals(draft.source().program()));
  }

  /** How the token may be used now, or why not. */
  String usable(String token) {
    DecisionState decisions = program().state().decisions();
    Optional<Selection> selection = decisions.usableSelection(token, now);
    if (selection.isPresent()) {
      return policyHolds(selection.get()) ? "SELECTION" : "LAPSED";
    }
    if (decisions.usableDelegation(token, now).isPresent()) {
      return "DELEGATION";
    }
    return whyNot(decisions, token);
  }

  private static String whyNot(DecisionState decisions, String token) {
    Optional<Selection.Status> status =
        decisions.newestSelection().filter(s -> s.option().equals(token)).map(Selection::status);
    if (status.isPresent()) {
      return status.get() == Selection.Status.SELECTED ? "EXPIRED" : status.get().name();
    }
    if (decisions.consumptions().containsKey(token)) {
      return "CONSUMED";
    }
    return decisions.delegations().values().stream().anyMatch(d -> d.token().equals(token))
        ? "EXPIRED"
        : "NEVER_DECIDED";
  }

  private boolean policyHolds(Selection selection) {
    return selection.binds().policy().equals(ledger().policy());
  }

  /** The person whose decision makes the token usable; empty if none does. */
  String decider(String token) {
    DecisionState decisions = program().state().decisions();
    return decisions
        .usableSelection(token, now)
        .map(Selection::person)
        .or(() -> decisions.usableDelegation(token, now).map(d -> d.getValue().person()))
        .orElse("");
  }

  /** When the decision that makes the token usable expires; null: never, or there is none. */
  @Nullable String expiryOf(String token) {
    DecisionState decisions = program().state().decisions();
    Optional<Selection> selection = decisions.usableSelection(token, now);
    return selection.isPresent()
        ? selection.get().expires()
        : decisions.usableDelegation(token, now).map(d -> d.getValue().expires()).orElse(null);
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
