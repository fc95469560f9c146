package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.app.storage.LedgerReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
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
 * All entries, in order, as they become durable. A stream tells its reader when there is more, so
 * nobody polls. Entries are numbered without gaps, so the last seq is all there is to a token.
 */
final class EntrySource implements StreamableMessageSource<TrackedEventMessage<?>> {
  private static final int PAGE = 512;

  private final LedgerReader reader;
  private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

  EntrySource(LedgerReader reader) {
    this.reader = reader;
  }

  /** To be called after more has become durable. */
  void more() {
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
    return new Entries(
        after == null ? 0 : ((GlobalSequenceTrackingToken) after).getGlobalIndex() + 1);
  }

  private static TrackedEventMessage<?> message(Entry entry) {
    return new GenericTrackedEventMessage<>(
        new GlobalSequenceTrackingToken(entry.seq()),
        new GenericEventMessage<>(
            Long.toString(entry.seq()), entry, MetaData.emptyInstance(), Instant.EPOCH));
  }

  /** Used by one thread at a time, as the processor's coordinator does. */
  private final class Entries implements BlockingStream<TrackedEventMessage<?>> {
    private final Deque<Entry> page = new ArrayDeque<>();
    private @Nullable Runnable listener;
    private long next;

    Entries(long next) {
      this.next = next;
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) {
      if (page.isEmpty()) {
        page.addAll(reader.entries(next, PAGE));
      }
      return !page.isEmpty();
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return hasNextAvailable() ? Optional.of(message(page.getFirst())) : Optional.empty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() {
      if (!hasNextAvailable()) {
        throw new IllegalStateException("nothing is available after seq " + (next - 1));
      }
      Entry entry = page.removeFirst();
      next = entry.seq() + 1;
      return message(entry);
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
