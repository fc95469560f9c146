package dev.laneledger.api.event;

import dev.laneledger.api.canonical.CanonicalCursor;
import dev.laneledger.api.canonical.IJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads entries in one pass over their bytes, without a tree and without their payloads' values:
 * what is scanned is exactly what {@link EventCodec#decode} reads and {@link EventCodec#encode}
 * writes. What is not scanned may still be an entry; then they decide, and say what is wrong.
 *
 * <p>For one thread; an answer holds until the next entry is scanned.
 */
public final class EntryScan {
  private static final byte[] ACTOR = utf8("{\"actor\":");
  private static final byte[] DATA = utf8(",\"data\":");
  private static final byte[] CONTENT_TYPE =
      utf8(",\"datacontenttype\":\"application/json\",\"id\":");
  private static final byte[] RECORDED = utf8(",\"recordedtime\":");
  private static final byte[] SOURCE = utf8(",\"source\":");
  private static final byte[] STREAMSEQ = utf8(",\"specversion\":\"1.0\",\"streamseq\":");
  private static final byte[] SUBJECT = utf8(",\"subject\":");
  private static final byte[] TIME = utf8(",\"time\":");
  private static final byte[] TRACEPARENT = utf8(",\"traceparent\":");
  private static final byte[] TYPE = utf8(",\"type\":\"");
  private static final byte[] END = utf8("\"}");
  private static final int LONGEST_TYPE = 128;
  private static final int LONGEST_ID = 128;

  /** Plain, but not printable. */
  private static final byte DELETE = 0x7f;

  /** Without a shape, a type's payload is read in the other way. */
  private static final Map<EventType, Shape> SHAPES = shapes();

  private final CanonicalCursor cursor = new CanonicalCursor();
  private final KnownTexts<StreamId> streams = new KnownTexts<>(EntryScan::stream);
  private final KnownTexts<EventType> types = new KnownTexts<>(EntryScan::typeOf);
  private final KnownTexts<String> actors = new KnownTexts<>(formed(EventCodec.ACTOR));
  private final KnownTexts<String> times = new KnownTexts<>(EntryScan::time);
  private final KnownTexts<String> traces = new KnownTexts<>(formed(EventCodec.TRACEPARENT));

  private StreamId source = StreamId.LEDGER;
  private EventType type = EventType.LEDGER_CREATED;
  private String actor = "";
  private String recordedtime = "";
  private @Nullable String time;
  private @Nullable String traceparent;
  private int dataFrom;
  private int dataTo;
  private int subjectFrom;
  private int subjectTo;
  private int idFrom;
  private int idTo;
  private long streamseq;

  private static Map<EventType, Shape> shapes() {
    Map<EventType, Shape> shapes = new EnumMap<>(EventType.class);
    for (EventType type : EventType.values()) {
      Shape shape = Shape.ofRecord(type.payload());
      if (shape != null) {
        shapes.put(type, shape);
      }
    }
    return shapes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Function<String, @Nullable String> formed(Pattern form) {
    return text -> form.matcher(text).matches() ? text : null;
  }

  private static @Nullable String time(String text) {
    return Timestamp.isValid(text) ? text : null;
  }

  private static @Nullable StreamId stream(String path) {
    return StreamId.isPath(path) ? StreamId.parse(path) : null;
  }

  private static @Nullable EventType typeOf(String wire) {
    return EventType.ofWire(wire).orElse(null);
  }

  /** The stream. */
  public StreamId source() {
    return source;
  }

  public EventType type() {
    return type;
  }

  public String recordedtime() {
    return recordedtime;
  }

  public long streamseq() {
    return streamseq;
  }

  /** Where the id begins, which is printable ASCII without escapes. */
  public int idFrom() {
    return idFrom;
  }

  /** Where the id ends, exclusive. */
  public int idTo() {
    return idTo;
  }

  /** The id, from the array that was scanned. */
  public String id(byte[] scanned) {
    return new String(scanned, idFrom, idTo - idFrom, StandardCharsets.US_ASCII);
  }

  /** The whole event, from the array that was scanned, as {@link EventCodec#decode} reads it. */
  public LedgerEvent event(byte[] scanned) {
    ObjectNode data = (ObjectNode) tree(scanned, dataFrom, dataTo);
    String subject =
        subjectTo > subjectFrom ? tree(scanned, subjectFrom, subjectTo).stringValue() : null;
    EventDraft draft =
        new EventDraft(
            id(scanned),
            source,
            type,
            subject,
            time,
            data,
            EventJson.fromTree(data, type.payload()),
            traceparent);
    return new LedgerEvent(draft, actor, recordedtime, streamseq);
  }

  private static JsonNode tree(byte[] scanned, int from, int to) {
    return IJson.parse(Arrays.copyOfRange(scanned, from, to), EventCodec.MAX_DEPTH - 1);
  }

  /** Whether the bytes [from, to) are an entry's canonical bytes, as far as this can tell. */
  public boolean scan(byte[] in, int from, int to) {
    if (to - from > EventCodec.MAX_ENTRY_BYTES) {
      return false;
    }
    int typeAt = typeAt(in, from, to);
    EventType known = typeAt < 0 ? null : types.get(in, typeAt, to - END.length);
    Shape shape = known == null ? null : SHAPES.get(known);
    if (known == null || shape == null) {
      return false;
    }
    type = known;
    cursor.over(in, from, to);
    return cursor.literal(ACTOR)
        && actor(in)
        && cursor.literal(DATA)
        && data(shape)
        && cursor.literal(CONTENT_TYPE)
        && id()
        && cursor.literal(RECORDED)
        && recorded(in)
        && cursor.literal(SOURCE)
        && source(in)
        && cursor.literal(STREAMSEQ)
        && cursor.whole()
        && streamseq(cursor.number())
        && optional(in)
        && cursor.at() == typeAt - TYPE.length
        && type.belongsIn(source.kind());
  }

  /** The type stands last: where its text begins, -1 if it does not stand there. */
  private static int typeAt(byte[] in, int from, int to) {
    int end = to - END.length;
    if (end <= from || in[end] != '"' || in[end + 1] != '}') {
      return -1;
    }
    int least = Math.max(from + TYPE.length, end - LONGEST_TYPE);
    for (int at = end; at >= least; at--) {
      if (in[at - 1] == '"') {
        boolean named = Arrays.equals(in, at - TYPE.length, at, TYPE, 0, TYPE.length);
        return named ? at : -1;
      }
    }
    return -1;
  }

  private <T> @Nullable T known(byte[] in, KnownTexts<T> texts) {
    int from = cursor.at();
    return cursor.plainString() ? texts.get(in, from + 1, cursor.at() - 1) : null;
  }

  private boolean actor(byte[] in) {
    String text = known(in, actors);
    actor = text == null ? "" : text;
    return text != null;
  }

  private boolean data(Shape shape) {
    dataFrom = cursor.at();
    boolean passed = shape.pass(cursor);
    dataTo = cursor.at();
    return passed;
  }

  private boolean id() {
    idFrom = cursor.at() + 1;
    boolean plain = cursor.plainString();
    idTo = cursor.at() - 1;
    return plain
        && idTo > idFrom
        && idTo - idFrom <= LONGEST_ID
        && !cursor.contains(idFrom, idTo, DELETE);
  }

  private boolean recorded(byte[] in) {
    String text = known(in, times);
    recordedtime = text == null ? "" : text;
    return text != null;
  }

  private boolean source(byte[] in) {
    StreamId stream = known(in, streams);
    source = stream == null ? StreamId.LEDGER : stream;
    return stream != null;
  }

  private boolean streamseq(long number) {
    streamseq = number;
    return number >= 0;
  }

  private boolean optional(byte[] in) {
    subjectTo = subjectFrom;
    time = null;
    traceparent = null;
    return (!cursor.literal(SUBJECT) || subject())
        && (!cursor.literal(TIME) || (time = known(in, times)) != null)
        && (!cursor.literal(TRACEPARENT) || (traceparent = known(in, traces)) != null);
  }

  /** A string that is not empty. */
  private boolean subject() {
    subjectFrom = cursor.at();
    boolean passed = cursor.string();
    subjectTo = cursor.at();
    return passed && subjectTo - subjectFrom > 2;
  }
}
