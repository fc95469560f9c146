package dev.laneledger.api.event;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.IJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns events into their canonical bytes and back, strictly in both directions. */
public final class EventCodec {
  /** An entry's canonical bytes may be at most this long: tile bundles carry a 16-bit length. */
  public static final int MAX_ENTRY_BYTES = 65_535;

  /** Objects and arrays may be nested this deep in an event, the event itself included. */
  public static final int MAX_DEPTH = 32;

  /** Ids with this prefix are the ledger's own. */
  public static final String RESERVED_ID_PREFIX = "ledger:";

  static final String JSON = "application/json";
  private static final Set<String> LEDGER_SETS = Set.of("actor", "recordedtime", "streamseq");
  private static final Set<String> SENDER_SETS =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "subject",
          "time",
          "datacontenttype",
          "data",
          "traceparent");
  private static final Pattern ID = Pattern.compile("[ -~]{1,128}");
  static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  static final Pattern ACTOR = Pattern.compile("[a-z]+:[a-z0-9._-]{1,128}");

  private EventCodec() {}

  /**
   * Reads one event of a sender, as I-JSON text.
   *
   * @throws EventRefusedException with the code and the pointer of what is wrong
   */
  public static EventDraft decodeDraft(byte[] utf8) {
    return draftOf(parse(utf8));
  }

  /**
   * Reads one event of a sender from a tree that {@link IJson} has read.
   *
   * @throws EventRefusedException with the code and the pointer of what is wrong
   */
  public static EventDraft draftOf(JsonNode tree) {
    ObjectNode event = object(tree);
    for (String name : event.propertyNames()) {
      if (LEDGER_SETS.contains(name)) {
        throw refused(
            ReasonCode.LEDGER_ATTRIBUTE_SET, name, name + " is set by the ledger: leave it out");
      }
      requireKnown(name, SENDER_SETS.contains(name));
    }
    EventDraft draft = draft(event);
    if (draft.id().startsWith(RESERVED_ID_PREFIX)) {
      throw refused(
          ReasonCode.ENVELOPE_INVALID,
          "id",
          "ids that begin with ledger: are the ledger's own, but was: " + draft.id());
    }
    return draft;
  }

  /**
   * Reads one entry's canonical bytes.
   *
   * @throws EventRefusedException if they are not what {@link #encode} writes
   */
  public static LedgerEvent decode(byte[] entry) {
    ObjectNode event = object(parse(entry));
    for (String name : event.propertyNames()) {
      requireKnown(name, LEDGER_SETS.contains(name) || SENDER_SETS.contains(name));
    }
    JsonNode seq = event.path("streamseq");
    if (!seq.isIntegralNumber() || seq.asLong() < 0) {
      throw invalid("streamseq", "a whole number from 0", seq);
    }
    require(event.has("datacontenttype"), "datacontenttype", "given in an entry", event);
    String actor = text(event, "actor", ACTOR, "role:name in lower case");
    String recorded = timestamp(event, "recordedtime");
    return new LedgerEvent(draft(event), actor, recorded, seq.asLong());
  }

  /** The canonical bytes of an entry. */
  public static byte[] encode(LedgerEvent event) {
    return EntryForm.of(event.draft(), event.actor()).at(event.recordedtime(), event.streamseq());
  }

  /** The sender's attributes as one JSON object, as an input of a verdict is kept. */
  public static ObjectNode senderAttributes(EventDraft draft) {
    return senderAttributes(draft, true);
  }

  /**
   * The canonical bytes by which a repeat is recognised: the sender's attributes without {@code
   * traceparent}.
   */
  public static byte[] repeatKey(EventDraft draft) {
    return CanonicalJson.write(senderAttributes(draft, false));
  }

  private static ObjectNode senderAttributes(EventDraft draft, boolean withTrace) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("data", draft.data());
    tree.put("id", draft.id());
    tree.put("source", draft.source().path());
    tree.put("specversion", "1.0");
    putIfPresent(tree, "subject", draft.subject());
    putIfPresent(tree, "time", draft.time());
    putIfPresent(tree, "traceparent", withTrace ? draft.traceparent() : null);
    tree.put("type", draft.type().wire());
    return tree;
  }

  static void putIfPresent(ObjectNode tree, String name, @Nullable String value) {
    if (value != null) {
      tree.put(name, value);
    }
  }

  private static EventDraft draft(ObjectNode event) {
    require("1.0".equals(event.path("specversion").asString("")), "specversion", "\"1.0\"", event);
    JsonNode contentType = event.get("datacontenttype");
    require(
        contentType == null || JSON.equals(contentType.asString("")),
        "datacontenttype",
        "\"application/json\" or left out",
        event);
    StreamId source = source(event);
    EventType type = type(event, source);
    JsonNode data = event.path("data");
    require(data.isObject(), "data", "a JSON object", event);
    return new EventDraft(
        text(event, "id", ID, "1..128 printable ASCII characters"),
        source,
        type,
        optional(event, "subject", null, "text"),
        time(event),
        (ObjectNode) data,
        payload(data, type),
        optional(event, "traceparent", TRACEPARENT, "a W3C trace context"));
  }

  private static @Nullable String time(ObjectNode event) {
    return event.has("time") ? timestamp(event, "time") : null;
  }

  private static String timestamp(ObjectNode event, String name) {
    String text = text(event, name, null, Timestamp.RULE);
    require(Timestamp.isValid(text), name, Timestamp.RULE, event);
    return text;
  }

  private static StreamId source(ObjectNode event) {
    try {
      return StreamId.parse(text(event, "source", null, "a stream's path"));
    } catch (IllegalArgumentException e) {
      throw refused(ReasonCode.ENVELOPE_INVALID, "source", String.valueOf(e.getMessage()));
    }
  }

  private static EventType type(ObjectNode event, StreamId source) {
    String wire = text(event, "type", null, "an event type");
    EventType type =
        EventType.ofWire(wire)
            .orElseThrow(() ->
                refused(
                    ReasonCode.UNKNOWN_TYPE,
                    "type",
                    "type must be one that this ledger knows, but was: " + wire));
    if (!type.belongsIn(source.kind())) {
      throw refused(
          ReasonCode.TYPE_NOT_IN_STREAM,
          "source",
          type.shortName() + " does not belong in the stream " + source.path());
    }
    return type;
  }

  private static EventData payload(JsonNode data, EventType type) {
    try {
      return EventJson.fromTree(data, type.payload());
    } catch (EventRefusedException e) {
      throw e.under("/data");
    }
  }

  private static JsonNode parse(byte[] utf8) {
    try {
      return IJson.parse(utf8, MAX_DEPTH);
    } catch (JsonRefusedException e) {
      throw new EventRefusedException(codeOf(e), e.pointer(), String.valueOf(e.getMessage()));
    }
  }

  /** The reason code of a text that is not I-JSON. */
  public static ReasonCode codeOf(JsonRefusedException e) {
    return switch (e.rule()) {
      case MALFORMED, BYTE_ORDER_MARK, NOT_CANONICAL -> ReasonCode.MALFORMED_JSON;
      case NOT_UTF8, LONE_SURROGATE -> ReasonCode.TEXT_INVALID;
      case DUPLICATE_NAME -> ReasonCode.DUPLICATE_NAME;
      case NUMBER_RANGE -> ReasonCode.NUMBER_RANGE;
      case TOO_DEEP -> ReasonCode.TOO_DEEP;
    };
  }

  private static ObjectNode object(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      return object;
    }
    throw refused(ReasonCode.ENVELOPE_INVALID, null, "an event must be a JSON object");
  }

  private static void requireKnown(String name, boolean known) {
    if (!known) {
      throw refused(
          ReasonCode.UNKNOWN_ATTRIBUTE,
          name,
          "an event has no attribute " + name + ": put it into data, or leave it out");
    }
  }

  private static @Nullable String optional(
      ObjectNode event, String name, @Nullable Pattern form, String rule) {
    return event.has(name) ? text(event, name, form, rule) : null;
  }

  private static String text(ObjectNode event, String name, @Nullable Pattern form, String rule) {
    JsonNode value = event.path(name);
    boolean good =
        value.isString()
            && !value.asString().isEmpty()
            && (form == null || form.matcher(value.asString()).matches());
    if (!good) {
      throw invalid(name, rule, value);
    }
    return value.asString();
  }

  private static void require(boolean holds, String name, String rule, ObjectNode event) {
    if (!holds) {
      throw invalid(name, rule, event.path(name));
    }
  }

  private static EventRefusedException invalid(String name, String rule, JsonNode value) {
    String was = value.isMissingNode() ? "missing" : value.toString();
    return refused(
        ReasonCode.ENVELOPE_INVALID, name, name + " must be " + rule + ", but was: " + was);
  }

  private static EventRefusedException refused(
      ReasonCode code, @Nullable String name, String message) {
    return new EventRefusedException(code, name == null ? "" : "/" + pointerStep(name), message);
  }

  private static String pointerStep(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
