package dev.laneledger.app.storage;

import dev.laneledger.api.event.EntryForm;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LedgerEvent;

/**
 * One event that waits for its place.
 *
 * @param actor authenticated principal, {@code role:name} in lower case
 * @param streamseq the position that it must get in its stream, or {@link #NEXT}
 * @param form its bytes, made by whoever waits and not by the one writer
 */
public record PendingEvent(EventDraft draft, String actor, long streamseq, EntryForm form) {
  /** Whatever position is next in the stream: for what does not depend on its stream's state. */
  public static final long NEXT = -1;

  public PendingEvent(EventDraft draft, String actor, long streamseq) {
    this(draft, actor, streamseq, EntryForm.of(draft, actor));
  }

  /** The event at its place. */
  LedgerEvent at(String recordedtime, long place) {
    return new LedgerEvent(draft, actor, recordedtime, place);
  }
}
