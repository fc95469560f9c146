package dev.laneledger.app.command;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.projections.rule.StreamState;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/**
 * The states of streams as the ledger durably holds them. What was once folded is remembered, and
 * every look reads only the entries that came since.
 */
final class CommittedStates {
  /** How many streams are remembered; the one longest unused goes first. */
  private static final int REMEMBERED = 4_096;

  /** No stream ends there. */
  private static final long UNKNOWN = -2;

  private final EventStorageEngine engine;
  private final LedgerReader reader;
  private final Map<StreamId, StreamState> memory = Collections.synchronizedMap(new Recent());

  CommittedStates(EventStorageEngine engine, LedgerReader reader) {
    this.engine = engine;
    this.reader = reader;
  }

  /**
   * Whether a state may lack what other nodes wrote: then it is good for a batch that the rules
   * allow, whose append compares the streams' ends, and for nothing else.
   */
  boolean mayBeBehind() {
    return reader.mayBeBehind();
  }

  /** Looks again before the next answer where other nodes may have written. */
  void lookAgain() {
    reader.forgetEnds();
  }

  /** The stream's state after its last durable entry that is known of here. */
  StreamState of(StreamId stream) {
    StreamState known = memory.getOrDefault(stream, StreamState.initial(stream));
    if (reader.knownEnd(stream).orElse(UNKNOWN) == known.last()) {
      return known;
    }
    long forgotten = reader.endsForgotten();
    StreamState state = known;
    DomainEventStream since = engine.readEvents(stream.path(), known.last() + 1);
    while (since.hasNext()) {
      state = state.evolve((LedgerEvent) since.next().getPayload());
    }
    reader.endSeen(stream, state.last(), forgotten);
    return state.last() == known.last() ? known : remember(stream, state);
  }

  /** Folds what was just committed, as far as its entries are at hand; the rest is read later. */
  void committed(List<Receipt> receipts) {
    Map<StreamId, StreamState> states = new HashMap<>();
    for (Receipt receipt : receipts) {
      StreamId stream = receipt.source();
      StreamState state =
          states.computeIfAbsent(stream, s -> memory.getOrDefault(s, StreamState.initial(s)));
      reader
          .recent(receipt.seq())
          .filter(entry -> entry.leaf().equals(receipt.leaf()))
          .map(Entry::event)
          .filter(event -> event.streamseq() == state.last() + 1)
          .ifPresent(event -> states.put(stream, state.evolve(event)));
    }
    states.forEach(this::remember);
  }

  private StreamState remember(StreamId stream, StreamState state) {
    memory.merge(stream, state, (a, b) -> a.last() < b.last() ? b : a);
    return state;
  }

  @SuppressWarnings("serial") // never serialized
  private static final class Recent extends LinkedHashMap<StreamId, StreamState> {
    Recent() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<StreamId, StreamState> eldest) {
      return size() > REMEMBERED;
    }
  }
}
