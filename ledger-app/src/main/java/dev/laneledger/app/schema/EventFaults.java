package dev.laneledger.app.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.laneledger.api.event.EventType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Everything in which an event departs from its type's schema. */
public final class EventFaults {
  /** So many are told of one event, in the order in which the schema finds them. */
  public static final int MAX = 20;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<EventType, Schema> COMPILED = new ConcurrentHashMap<>();

  private EventFaults() {}

  /**
   * One departure.
   *
   * @param pointer JSON pointer (RFC 6901) into the event; of a member that is missing, where it
   *     should be
   */
  public record Fault(String pointer, String detail) {}

  /** The faults of a sent event; empty for one without a type that the ledger knows. */
  public static List<Fault> of(JsonNode event) {
    return EventType.ofWire(event.path("type").asString(""))
        .map(type -> COMPILED.computeIfAbsent(type, EventFaults::compiled))
        .map(schema -> schema.validate(event).stream().limit(MAX).map(EventFaults::fault).toList())
        .orElse(List.of());
  }

  private static Schema compiled(EventType type) {
    return REGISTRY.getSchema(EventSchemas.of(type));
  }

  private static Fault fault(Error error) {
    String at = error.getInstanceLocation().toString();
    String member = error.getProperty();
    String message = String.valueOf(error.getMessage());
    return new Fault(
        member == null ? at : at + "/" + member.replace("~", "~0").replace("/", "~1"), message);
  }
}
