package dev.laneledger.api.event;

import org.jspecify.annotations.Nullable;

/**
 * One event in its place: the sender's attributes and the three that the ledger sets. Its canonical
 * bytes are {@link EventCodec#encode(LedgerEvent)}; its position in the ledger, {@code seq}, is not
 * part of them.
 *
 * @param actor authenticated principal, {@code role:name} in lower case
 * @param recordedtime RFC 3339 UTC milliseconds with {@code Z}; never decreases along the ledger
 * @param streamseq 0-based position within the stream
 */
public record LedgerEvent(EventDraft draft, String actor, String recordedtime, long streamseq) {

  /** The principal of what the ledger itself records: attestations, refusals, genesis. */
  public static final String LEDGER_ACTOR = "ledger:self";

  public String id() {
    return draft.id();
  }

  public StreamId source() {
    return draft.source();
  }

  public EventType type() {
    return draft.type();
  }

  public EventData payload() {
    return draft.payload();
  }

  public @Nullable String subject() {
    return draft.subject();
  }

  /** Names this event by stream and position. */
  public EventRef ref() {
    return new EventRef(source(), streamseq);
  }
}
