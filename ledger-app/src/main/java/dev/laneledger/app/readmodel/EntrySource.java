package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.app.storage.LedgerReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * All entries, in order, as they become durable, up to 512 in a message. A stream tells its reader
 * when there is more, so nobody polls. Entries are numbered without gaps, so the last seq is all
 * there is to a token.
 */
final class EntrySource implements StreamableMessageSource<TrackedEventMessage<?>> {
  private static final int PAGE = 512;

  private final LedgerReader reader;
  private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
  private final AtomicLong told = new AtomicLong();

  EntrySource(LedgerReader reader) {
    this.reader = reader;
  }

  /** To be called after more has become durable. */
  void more() {
    told.incrementAndGet();
    listeners.forEach(Runnable::run);
  }

  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(-1);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(reader.size() - 1);
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
    return new Pages(
        after == null ? 0 : ((GlobalSequenceTrackingToken) after).getGlobalIndex() + 1);
  }

  /**
   * Some entries that are durable, which whoever folds them reads: what waits in between is small,
   * and the processor's cost of a message is shared by all of them.
   */
  record Page(LedgerReader reader, long from, int count) {
    /**
     * In order.
     *
     * @throws IllegalStateException if the database has lost some of them
     */
    List<Entry> entries() {
      List<Entry> entries = reader.newEntries(from, count);
      if (entries.size() != count) {
        throw new IllegalStateException(
            "the %d entries from %d on were durable, but the database has %d of them now: restore the newest copy"
                .formatted(count, from, entries.size()));
      }
      return entries;
    }
  }

  /** Used by one thread at a time, as the processor's coordinator does. */
  private final class Pages implements BlockingStream<TrackedEventMessage<?>> {
    private @Nullable Runnable listener;
    private long next;
    private long size;
    private long asked = -1;

    Pages(long next) {
      this.next = next;
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) {
      long now = told.get(); // first: what is told while the size is read is asked for again
      if (next >= size && asked != now) {
        size = reader.newSize();
        asked = now;
      }
      return next < size;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return hasNextAvailable() ? Optional.of(message()) : Optional.empty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() {
      if (!hasNextAvailable()) {
        throw new IllegalStateException("nothing is available after seq " + (next - 1));
      }
      TrackedEventMessage<?> message = message();
      next += count();
      return message;
    }

    private int count() {
      return (int) Math.min(PAGE, size - next);
    }

    private TrackedEventMessage<?> message() {
      long last = next + count() - 1;
      return new GenericTrackedEventMessage<>(
          new GlobalSequenceTrackingToken(last),
          new GenericEventMessage<>(
              Long.toString(last),
              new Page(reader, next, count()),
              MetaData.emptyInstance(),
              Instant.EPOCH));
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
      forget();
      listener = callback;
      return listeners.add(callback);
    }

    @Override
    public void close() {
      forget();
    }

    private void forget() {
      if (listener != null) {
        listeners.remove(listener);
      }
    }
  }
}
