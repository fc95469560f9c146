package dev.laneledger.app.storage;

import static dev.laneledger.app.storage.Ledgers.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every storage engine of a ledger must do. It covers the cases of Axon's own suites ({@code
 * EventStorageEngineTest}, {@code BatchingEventStorageEngineTest}, {@code
 * AbstractEventStorageEngineTest} of 4.13) as far as the ledger's envelope admits them:
 *
 * <ul>
 *   <li>Axon stores free strings and events that belong to no aggregate: here they must be refused.
 *   <li>Axon keeps metadata, message identifiers and timestamps of the sender: here the entry's
 *       bytes are all there is; metadata of a message that was read can still be altered.
 *   <li>Axon's times are out of order within a stream: here {@code recordedtime} never decreases,
 *       so a token at a time cuts the ledger in two.
 *   <li>Snapshots, their filters and upcasters have no counterpart: storing one must be refused.
 * </ul>
 *
 * The ledger holds its creation at seq 0 before each test.
 */
abstract class EventStorageEngineContract {
  private static final StreamId A = stream("A");
  private static final StreamId B = stream("B");

  private LedgerEventStorageEngine engine;
  private Instant time = Ledgers.NOON;

  /** An engine over a new ledger that holds its creation, recorded by that clock. */
  abstract LedgerEventStorageEngine open(InstantSource clock);

  @BeforeEach
  void openEngine() {
    engine = open(() -> time);
  }

  @Test
  void anAggregatesEventsAreReadAlone() {
    engine.appendEvents(events(A, 0, 4));
    assertThat(sequence(engine.readEvents(A.path()))).containsExactly(0L, 1L, 2L, 3L);
    engine.appendEvents(message(B, 0));
    assertThat(sequence(engine.readEvents(A.path()))).hasSize(4);
    assertThat(sequence(engine.readEvents(B.path()))).hasSize(1);
  }

  @Test
  void nothingAppendedIsNothingStored() {
    engine.appendEvents(List.of());
    assertThat(seqs(null)).containsExactly(0L);
  }

  @Test
  void whatIsReadIsTheEventThatWasAppended() {
    engine.appendEvents(message(A, 0));
    DomainEventMessage<?> read = engine.readEvents(A.path()).next();
    LedgerEvent event = (LedgerEvent) read.getPayload();
    assertThat(EventCodec.repeatKey(event.draft()))
        .isEqualTo(EventCodec.repeatKey(Ledgers.draft(A, "e0", "l1")));
    assertThat(event.actor()).isEqualTo(Ledgers.ACTOR);
    assertThat(event.recordedtime()).isEqualTo("2026-06-12T12:00:00.000Z");
    assertThat(read.getTimestamp()).isEqualTo(Ledgers.NOON);
    assertThat(read.getIdentifier()).isEqualTo("/programs/P/tickets/A#e0");
    assertThat(read.getAggregateIdentifier()).isEqualTo(A.path());
    assertThat(read.getType()).isEqualTo("TICKETS");
  }

  @Test
  void metadataOfAMessageThatWasReadCanBeAltered() {
    engine.appendEvents(message(A, 0));
    DomainEventMessage<?> read = engine.readEvents(A.path()).next();
    assertThat(read.getMetaData()).isEmpty();
    DomainEventMessage<?> combined = read.withMetaData(Map.of("a", 1)).andMetaData(Map.of("b", 2));
    assertThat(combined.getMetaData()).isEqualTo(MetaData.with("a", 1).and("b", 2));
    assertThat(combined.getPayload()).isEqualTo(read.getPayload());
  }

  @Test
  void whatIsNoAggregatesLedgerEventIsRefused() {
    List<EventMessage<?>> refused =
        List.of(
            new GenericEventMessage<>("text"),
            new GenericEventMessage<>(event(A, 0)),
            new GenericDomainEventMessage<>("TICKETS", A.path(), 0, "text"),
            new GenericDomainEventMessage<>("TICKETS", B.path(), 0, event(A, 0)),
            new GenericDomainEventMessage<>("TICKETS", A.path(), 1, event(A, 0)));
    for (EventMessage<?> message : refused) {
      assertThatThrownBy(() -> engine.appendEvents(message))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a ledger stores only a LedgerEvent");
    }
    assertThat(seqs(null)).containsExactly(0L);
  }

  @Test
  void aStreamWithoutEventsIsEmpty() {
    assertThat(engine.readEvents(A.path()).hasNext()).isFalse();
    assertThat(engine.readEvents("no stream's path").hasNext()).isFalse();
    assertThat(engine.lastSequenceNumberFor(A.path())).isEmpty();
    assertThat(engine.lastSequenceNumberFor("no stream's path")).isEmpty();
  }

  @Test
  void aStreamIsReadFromAnyPosition() {
    engine.appendEvents(events(A, 0, 5));
    DomainEventStream tail = engine.readEvents(A.path(), 2);
    assertThat(sequence(tail)).containsExactly(2L, 3L, 4L);
    assertThat(tail.getLastSequenceNumber()).isEqualTo(4);
    assertThat(engine.lastSequenceNumberFor(A.path())).hasValue(4L);
    assertThat(engine.readEvents(A.path(), 5).hasNext()).isFalse();
  }

  @Test
  void longStreamsAreReadWhole() {
    for (int from = 0; from < 1_100; from += 100) {
      engine.appendEvents(events(A, from, 100));
    }
    assertThat(sequence(engine.readEvents(A.path()))).hasSize(1_100).isSorted();
    assertThat(seqs(null)).hasSize(1_101).isSorted();
  }

  @Test
  void aTokensGlobalIndexIsTheSeqWithoutGaps() {
    engine.appendEvents(events(A, 0, 4));
    engine.appendEvents(message(B, 0));
    assertThat(seqs(null)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    TrackingToken second = engine.readEvents(null, false).skip(1).findFirst().get().trackingToken();
    assertThat(second).isEqualTo(new GlobalSequenceTrackingToken(1));
    assertThat(seqs(second)).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void theTailTokenTracksEverythingAndTheHeadTokenNothing() {
    engine.appendEvents(events(A, 0, 3));
    TrackingToken head = engine.createHeadToken();
    assertThat(seqs(engine.createTailToken())).containsExactly(0L, 1L, 2L, 3L);
    assertThat(seqs(head)).isEmpty();
    engine.appendEvents(message(A, 3));
    assertThat(seqs(head)).containsExactly(4L);
  }

  @Test
  void aTokenAtATimeTracksWhatWasRecordedThenOrLater() {
    for (int i = 0; i < 3; i++) {
      time = Ledgers.NOON.plusSeconds(10L * i);
      engine.appendEvents(message(A, i));
    }
    assertThat(seqs(engine.createTokenAt(Ledgers.NOON.minusSeconds(1)))).hasSize(4);
    assertThat(seqs(engine.createTokenAt(Ledgers.NOON))).hasSize(4);
    assertThat(seqs(engine.createTokenAt(Ledgers.NOON.plusMillis(1)))).containsExactly(2L, 3L);
    assertThat(seqs(engine.createTokenAt(Ledgers.NOON.plusSeconds(20)))).containsExactly(3L);
    assertThat(seqs(engine.createTokenAt(Ledgers.NOON.plusSeconds(21)))).isEmpty();
  }

  @Test
  void aTokenOfAnotherKindIsRefused() {
    TrackingToken foreign = GapAwareTrackingToken.newInstance(0, List.of());
    assertThatThrownBy(() -> engine.readEvents(foreign, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSequenceNumberThatIsTakenIsAConcurrencyException() {
    engine.appendEvents(message(A, 0));
    assertThatThrownBy(() -> engine.appendEvents(message(A, 0)))
        .isInstanceOf(ConcurrencyException.class)
        .hasCauseInstanceOf(AppendConflictException.class);
  }

  @Test
  void anIdThatStandsInItsStreamIsAConcurrencyException() {
    engine.appendEvents(message(A, 0));
    EventMessage<?> again =
        message(new LedgerEvent(Ledgers.draft(A, "e0", "l1"), Ledgers.ACTOR, "", 1));
    assertThatThrownBy(() -> engine.appendEvents(again))
        .isInstanceOf(ConcurrencyException.class)
        .hasCauseInstanceOf(DuplicateIdException.class);
  }

  @Test
  void snapshotsAreRefusedAndNeverFound() {
    assertThatThrownBy(() -> engine.storeSnapshot(message(A, 0)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(engine.readSnapshot(A.path())).isEmpty();
  }

  @Test
  void aUnitOfWorkPassesItsReadSetAndGetsItsReceipts() {
    engine.appendEvents(message(B, 0));
    List<Receipt> receipts = inUnit(Map.of(B, 0L), null, message(A, 0), message(A, 1));
    assertThat(receipts).extracting(Receipt::seq).containsExactly(2L, 3L);
    assertThat(receipts).extracting(Receipt::id).containsExactly("e0", "e1");
    assertThatThrownBy(() -> inUnit(Map.of(B, -1L), null, message(A, 2)))
        .isInstanceOf(ConcurrencyException.class);
    assertThatThrownBy(() -> inUnit(Map.of(), "2026-06-12T11:59:59.999Z", message(A, 2)))
        .isInstanceOf(NotAfterPassedException.class);
    assertThat(engine.lastSequenceNumberFor(A.path())).hasValue(1L);
  }

  @Test
  void twoAggregatesOfOneUnitOfWorkAreAppendedTogetherOrNotAtAll() {
    engine.appendEvents(message(B, 0));
    assertThatThrownBy(() -> inUnit(Map.of(), null, message(A, 0), message(B, 0)))
        .isInstanceOf(ConcurrencyException.class);
    assertThat(engine.lastSequenceNumberFor(A.path())).isEmpty();
    assertThat(inUnit(Map.of(), null, message(A, 0), message(B, 1)))
        .extracting(Receipt::seq)
        .containsExactly(2L, 3L);
  }

  @Test
  void aUnitOfWorkAppendsOnce() {
    UnitOfWork<Message<?>> unit =
        DefaultUnitOfWork.startAndGet(new GenericEventMessage<>("command"));
    try {
      engine.appendEvents(message(A, 0));
      assertThatThrownBy(() -> engine.appendEvents(message(A, 1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("published more later");
    } finally {
      unit.rollback();
    }
  }

  /** Publishes through Axon's event store, as aggregates do. */
  private List<Receipt> inUnit(
      Map<StreamId, Long> readSet, String notAfter, EventMessage<?>... messages) {
    EmbeddedEventStore store = EmbeddedEventStore.builder().storageEngine(engine).build();
    UnitOfWork<Message<?>> unit =
        DefaultUnitOfWork.startAndGet(new GenericEventMessage<>("command"));
    try {
      AppendContext context = AppendContext.of(unit);
      context.decided(readSet, notAfter);
      for (EventMessage<?> message : messages) {
        store.publish(message);
      }
      unit.commit();
      return context.receipts();
    } finally {
      if (unit.isActive()) {
        unit.rollback();
      }
      store.shutDown();
    }
  }

  private static List<DomainEventMessage<?>> events(StreamId stream, int from, int count) {
    List<DomainEventMessage<?>> events = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      events.add(message(stream, i));
    }
    return events;
  }

  private static DomainEventMessage<LedgerEvent> message(StreamId stream, long streamseq) {
    return message(event(stream, streamseq));
  }

  private static DomainEventMessage<LedgerEvent> message(LedgerEvent event) {
    return new GenericDomainEventMessage<>(
        "TICKETS", event.source().path(), event.streamseq(), event);
  }

  private static LedgerEvent event(StreamId stream, long streamseq) {
    String provisional = "2026-01-01T00:00:00.000Z";
    return new LedgerEvent(
        Ledgers.draft(stream, "e" + streamseq, "l1"), Ledgers.ACTOR, provisional, streamseq);
  }

  private List<Long> seqs(TrackingToken token) {
    return engine
        .readEvents(token, false)
        .map(TrackedEventMessage::trackingToken)
        .map(read -> read.position().getAsLong())
        .toList();
  }

  private static List<Long> sequence(DomainEventStream events) {
    List<Long> sequence = new ArrayList<>();
    events.forEachRemaining(event -> sequence.add(event.getSequenceNumber()));
    return sequence;
  }
}
