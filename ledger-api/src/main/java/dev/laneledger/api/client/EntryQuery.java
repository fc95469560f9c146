package dev.laneledger.api.client;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to read, in order of {@code seq}.
 *
 * @param from first {@code seq}, from 0
 * @param source only this stream; null: all
 * @param type only this event type; null: all
 */
public record EntryQuery(long from, @Nullable StreamId source, @Nullable EventType type) {
  /** Every entry. */
  public static final EntryQuery ALL = new EntryQuery(0, null, null);

  /** The entries of one stream. */
  public static EntryQuery of(StreamId source) {
    return new EntryQuery(0, source, null);
  }

  EntryQuery startingAt(long seq) {
    return new EntryQuery(seq, source, type);
  }

  /** Whether every entry from {@link #from} on matches. */
  boolean whole() {
    return source == null && type == null;
  }

  boolean matches(LedgerEvent event) {
    return (source == null || source.equals(event.source()))
        && (type == null || type.equals(event.type()));
  }

  /** As the parameters of a request. */
  String parameters() {
    return "?from="
        + from
        + (source == null ? "" : "&source=" + source.path())
        + (type == null ? "" : "&type=" + type.wire());
  }
}
