package dev.laneledger.app.storage;

import dev.laneledger.api.event.EventDraft;

/**
 * One event that waits for its place.
 *
 * @param actor authenticated principal, {@code role:name} in lower case
 * @param streamseq the position that it must get in its stream, or {@link #NEXT}
 */
public record PendingEvent(EventDraft draft, String actor, long streamseq) {
  /** Whatever position is next in the stream: for what does not depend on its stream's state. */
  public static final long NEXT = -1;
}
