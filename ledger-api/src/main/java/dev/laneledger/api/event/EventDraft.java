package dev.laneledger.api.event;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a sender gives: an event before the ledger has placed it.
 *
 * @param id idempotency key, 1..128 printable ASCII characters, unique within the stream
 * @param subject what within the stream it is about; null: not given
 * @param time when it happened, RFC 3339 UTC milliseconds with {@code Z}; null: not given
 * @param data the payload exactly as it was sent; never changed after reading
 * @param payload the same payload, typed
 * @param traceparent W3C trace context; null: not given
 */
public record EventDraft(
    String id,
    StreamId source,
    EventType type,
    @Nullable String subject,
    @Nullable String time,
    ObjectNode data,
    EventData payload,
    @Nullable String traceparent) {

  /** A draft of a typed payload, for senders in Java. */
  public static EventDraft of(String id, StreamId source, EventType type, EventData payload) {
    return new EventDraft(id, source, type, null, null, EventJson.toTree(payload), payload, null);
  }

  /** The same with that trace context, if it has none of its own. */
  public EventDraft tracedBy(String context) {
    return traceparent == null
        ? new EventDraft(id, source, type, subject, time, data, payload, context)
        : this;
  }

  public EventDraft withTime(@Nullable String newTime) {
    return new EventDraft(id, source, type, subject, newTime, data, payload, traceparent);
  }
}
