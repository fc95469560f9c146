package dev.laneledger.app.storage;

import dev.laneledger.api.event.StreamId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events that are appended together or not at all, at consecutive {@code seq}.
 *
 * @param events at least one
 * @param readSet the last {@code streamseq} of every stream that the decision read, -1 for a stream
 *     without events; the append fails if one of them has moved
 * @param notAfter the decision does not hold for a {@code recordedtime} after this one, RFC 3339
 *     UTC milliseconds with {@code Z}; null: it does not expire
 */
public record AppendRequest(
    List<PendingEvent> events, SortedMap<StreamId, Long> readSet, @Nullable String notAfter) {

  public AppendRequest {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("an append must hold at least one event, but holds none");
    }
    events = List.copyOf(events);
    readSet = Collections.unmodifiableSortedMap(new TreeMap<>(readSet));
  }

  /** A request that depends on no other stream and does not expire. */
  public static AppendRequest of(PendingEvent... events) {
    return new AppendRequest(List.of(events), new TreeMap<>(), null);
  }
}
