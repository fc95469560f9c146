package dev.laneledger.api.event;

import dev.laneledger.api.canonical.CanonicalJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The canonical bytes of an entry but for when and where it is recorded, so that a writer who knows
 * these only puts them in.
 */
public final class EntryForm {
  private static final byte[] RECORDED = ascii(",\"recordedtime\":\"");
  private static final byte[] SOURCE = ascii("\",\"source\":\"");
  private static final byte[] STREAMSEQ = ascii("\",\"specversion\":\"1.0\",\"streamseq\":");

  private final byte[] head;
  private final byte[] source;
  private final byte[] tail;

  private EntryForm(byte[] head, byte[] source, byte[] tail) {
    this.head = head;
    this.source = source;
    this.tail = tail;
  }

  /** The form of what a sender gave, as that principal. */
  public static EntryForm of(EventDraft draft, String actor) {
    ObjectNode first = JsonNodeFactory.instance.objectNode();
    first.put("actor", actor);
    first.set("data", draft.data());
    first.put("datacontenttype", EventCodec.JSON);
    first.put("id", draft.id());
    ObjectNode last = JsonNodeFactory.instance.objectNode();
    EventCodec.putIfPresent(last, "subject", draft.subject());
    EventCodec.putIfPresent(last, "time", draft.time());
    EventCodec.putIfPresent(last, "traceparent", draft.traceparent());
    last.put("type", draft.type().wire());
    byte[] head = CanonicalJson.write(first);
    byte[] tail = CanonicalJson.write(last);
    tail[0] = ','; // of one object with the head
    return new EntryForm(Arrays.copyOf(head, head.length - 1), ascii(draft.source().path()), tail);
  }

  /**
   * The entry's canonical bytes, as {@link EventCodec#encode} writes them.
   *
   * @param recordedtime RFC 3339 UTC milliseconds with {@code Z}
   * @param streamseq 0-based position in the stream
   */
  public byte[] at(String recordedtime, long streamseq) {
    byte[] time = ascii(recordedtime);
    byte[] place = ascii(Long.toString(streamseq));
    int fixed = RECORDED.length + SOURCE.length + STREAMSEQ.length;
    return ByteBuffer.allocate(
            head.length + time.length + source.length + place.length + tail.length + fixed)
        .put(head)
        .put(RECORDED)
        .put(time)
        .put(SOURCE)
        .put(source)
        .put(STREAMSEQ)
        .put(place)
        .put(tail)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
