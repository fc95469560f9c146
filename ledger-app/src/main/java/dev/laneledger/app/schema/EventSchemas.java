package dev.laneledger.app.schema;

import dev.laneledger.api.event.EventType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schema of each event type: one CloudEvent of that type as a sender sends it. */
public final class EventSchemas {
  /** Where the schemas stand, relative to the ledger's address. */
  public static final String PATH = "/v1/schemas/";

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final Map<EventType, ObjectNode> SCHEMAS = new ConcurrentHashMap<>();

  private EventSchemas() {}

  /**
   * The schema of a type, or empty if the ledger knows no such type.
   *
   * @param wire as in the event's {@code type}
   */
  public static Optional<ObjectNode> ofWire(String wire) {
    return EventType.ofWire(wire).map(EventSchemas::of);
  }

  /** The schema of a type. */
  public static ObjectNode of(EventType type) {
    return SCHEMAS.computeIfAbsent(type, EventSchemas::event).deepCopy();
  }

  /** {@code {"schemas":[path…]}}, in the order of the types. */
  public static ObjectNode index() {
    ObjectNode index = JsonNodeFactory.instance.objectNode();
    ArrayNode paths = index.putArray("schemas");
    Stream.of(EventType.values()).map(type -> PATH + type.wire()).forEach(paths::add);
    return index;
  }

  private static ObjectNode event(EventType type) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", DRAFT);
    schema.put("$id", PATH + type.wire());
    schema.put("title", type.shortName());
    schema.put("type", "object");
    ObjectNode attributes = schema.putObject("properties");
    attributes.putObject("specversion").put("const", "1.0");
    text(attributes, "id").put("pattern", "^[ -~]{1,128}$");
    text(attributes, "source").put("pattern", "^/(ledger|programs)(/|$)");
    attributes.putObject("type").put("const", type.wire());
    text(attributes, "subject").put("minLength", 1);
    text(attributes, "time").put("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$");
    attributes.putObject("datacontenttype").put("const", "application/json");
    text(attributes, "traceparent")
        .put("pattern", "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$");
    attributes.set("data", RecordSchemas.of(type.payload()));
    schema.putArray("required").add("specversion").add("id").add("source").add("type").add("data");
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode text(ObjectNode attributes, String name) {
    return attributes.putObject(name).put("type", "string");
  }
}
