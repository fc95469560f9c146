package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as Axon sees it. Every payload is a {@link LedgerEvent}; an aggregate's identifier is
 * the path of its stream, its sequence number is {@code streamseq}, and the global index of a
 * tracking token is {@code seq}, without gaps.
 *
 * <p>No serializer is involved: what is stored are the entry's canonical bytes. So metadata is not
 * kept, and a message that was read has the entry's {@code source#id} as its identifier and {@code
 * recordedtime} as its timestamp. Snapshots are not kept either: streams are short, and a snapshot
 * would be one more thing to verify.
 */
public final class LedgerEventStorageEngine implements EventStorageEngine {
  private static final int PAGE = 256;

  private final LedgerWriter writer;
  private final LedgerReader reader;

  public LedgerEventStorageEngine(LedgerWriter writer, LedgerReader reader) {
    this.writer = writer;
    this.reader = reader;
  }

  /**
   * Appends all events or none and waits until they are durable. The current unit of work's {@link
   * AppendContext} gives the read set and the expiry, and takes the receipts. {@code recordedtime}
   * in the payloads is provisional: the writer sets it.
   *
   * @throws ConcurrencyException if another append came first, or an id stands in its stream; the
   *     cause says which
   * @throws AppendException other reasons for which nothing was appended
   * @throws IllegalStateException if the unit of work has appended already: that is durable and
   *     could not be rolled back
   */
  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    if (events.isEmpty()) {
      return;
    }
    AppendContext context =
        CurrentUnitOfWork.isStarted()
            ? AppendContext.of(CurrentUnitOfWork.get())
            : new AppendContext();
    if (!context.receipts().isEmpty()) {
      throw new IllegalStateException(
          "a unit of work must publish all its events before it commits, but published more later");
    }
    List<PendingEvent> pending = events.stream().map(AxonMessages::pending).toList();
    try {
      context.receipts(
          writer.append(new AppendRequest(pending, context.readSet(), context.notAfter())));
    } catch (AppendConflictException | DuplicateIdException e) {
      throw new ConcurrencyException(e.getMessage(), e);
    }
  }

  /**
   * @throws UnsupportedOperationException always: see above
   */
  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    throw new UnsupportedOperationException("a ledger keeps no snapshots: define no trigger");
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
    return Optional.empty();
  }

  /** Everything after the token up to the end at the time the end is reached; never blocks. */
  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken token, boolean mayBlock) {
    long from = token == null ? 0 : seqOf(token) + 1;
    return pages(reader.entries(from, PAGE)).map(AxonMessages::tracked);
  }

  @Override
  public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
    Stream<Entry> entries =
        streamOf(aggregateIdentifier).stream()
            .flatMap(stream -> streamPages(stream, firstSequenceNumber));
    return DomainEventStream.of(entries.map(AxonMessages::tracked));
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
    return streamOf(aggregateIdentifier).map(reader::lastStreamseq).filter(last -> last >= 0);
  }

  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(-1);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(reader.size() - 1);
  }

  /** The token before the first entry recorded at that time or later; the head if there is none. */
  @Override
  public TrackingToken createTokenAt(Instant dateTime) {
    long low = 0;
    long high = reader.size();
    while (low < high) { // recordedtime never decreases
      long middle = (low + high) >>> 1;
      if (AxonMessages.recorded(reader.entry(middle).orElseThrow()).isBefore(dateTime)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return new GlobalSequenceTrackingToken(low - 1);
  }

  private Stream<Entry> pages(List<Entry> first) {
    return Stream.iterate(
            first,
            page -> !page.isEmpty(),
            page ->
                page.size() < PAGE
                    ? List.<Entry>of()
                    : reader.entries(page.getLast().seq() + 1, PAGE))
        .flatMap(List::stream);
  }

  private Stream<Entry> streamPages(StreamId stream, long first) {
    return Stream.iterate(first, from -> from + PAGE)
        .map(from -> reader.stream(stream, from, PAGE))
        .takeWhile(page -> !page.isEmpty())
        .flatMap(List::stream);
  }

  /** Empty for what is no stream's path: there are no events then. */
  private static Optional<StreamId> streamOf(String aggregateIdentifier) {
    try {
      return Optional.of(StreamId.parse(aggregateIdentifier));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long seqOf(TrackingToken token) {
    if (token instanceof GlobalSequenceTrackingToken global) {
      return global.getGlobalIndex();
    }
    throw new IllegalArgumentException(
        "a ledger's token must be a GlobalSequenceTrackingToken, but is " + token);
  }
}
