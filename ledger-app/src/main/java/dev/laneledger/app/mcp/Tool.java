package dev.laneledger.app.mcp;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Role;
import dev.laneledger.app.schema.EventSchemas;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * One tool.
 *
 * @param roles who sees it and may call it; what it may do then, the HTTP interface says
 * @param reads whether it only reads
 * @param schema of its arguments (JSON Schema draft 2020-12)
 */
record Tool(
    String name,
    String description,
    Set<Role> roles,
    boolean reads,
    ObjectNode schema,
    Function<Call, Outcome> action) {

  static final Set<Role> LANES = EnumSet.of(Role.LANE);
  static final Set<Role> PROGRAM_READERS =
      EnumSet.of(Role.LANE, Role.OPERATOR, Role.OWNER, Role.AUDITOR);
  static final Set<Role> ALL = EnumSet.allOf(Role.class);

  /** A tool that appends, whose arguments are these. */
  static Tool writing(
      String name,
      String description,
      Set<Role> roles,
      ObjectNode schema,
      Function<Call, Outcome> action) {
    return new Tool(name, description, roles, false, schema, action);
  }

  static Tool reading(
      String name,
      String description,
      Set<Role> roles,
      ObjectNode schema,
      Function<Call, Outcome> action) {
    return new Tool(name, description, roles, true, schema, action);
  }

  /** Calls it, if the arguments are those that it knows. */
  Outcome call(Call call) {
    List<String> wrong =
        Stream.concat(
                call.arguments().propertyNames().stream()
                    .filter(given -> !schema.path("properties").has(given))
                    .map(given -> "unknown: " + given),
                schema
                    .path("required")
                    .valueStream()
                    .map(required -> required.asString())
                    .filter(required -> !call.arguments().hasNonNull(required))
                    .map(required -> "missing: " + required))
            .toList();
    return wrong.isEmpty()
        ? action.apply(call)
        : Outcome.refused(
            ReasonCode.PARAMETER_INVALID,
            name + " takes the arguments of its schema, but: " + String.join(", ", wrong));
  }

  /** An object with these members, a {@code ?} behind those that may be left out. */
  static ObjectNode schema(String... members) {
    ObjectNode schema = Json.object().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    List<String> required =
        Stream.of(members).filter(m -> !m.endsWith("?")).collect(Collectors.toList());
    Stream.of(members)
        .map(m -> m.replace("?", ""))
        .forEach(m -> properties.putObject(m).put("type", NUMBERS.contains(m) ? INTEGER : TEXT));
    required.forEach(schema.putArray("required")::add);
    return schema.put("additionalProperties", false);
  }

  private static final Set<String> NUMBERS =
      Set.of("seq", "from", "limit", "count", "at", "atLeast");
  private static final String INTEGER = "integer";
  private static final String TEXT = "string";

  /** The same with the payload of an event type as {@code data}. */
  static ObjectNode schema(EventType type, String... members) {
    ObjectNode schema = schema(members);
    ((ObjectNode) schema.path("properties"))
        .set("data", EventSchemas.of(type).path("properties").path("data"));
    schema.withArray("required").add("data");
    return schema;
  }
}
