package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a reader asks for; all conditions hold together.
 *
 * @param from least seq
 * @param limit at most this many, from 1
 * @param source only this stream; null: any
 * @param type only this type; null: any
 * @param program only this program's streams; null: any
 */
public record EntryFilter(
    long from,
    int limit,
    @Nullable StreamId source,
    @Nullable EventType type,
    @Nullable String program) {

  boolean matches(LedgerEvent event) {
    return (source == null || source.equals(event.source()))
        && (type == null || type == event.type())
        && (program == null || program.equals(event.source().program()));
  }

  /** Whether every entry matches, so that none needs to be decoded. */
  boolean matchesAll() {
    return source == null && type == null && program == null;
  }
}
