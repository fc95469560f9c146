package dev.laneledger.app.mcp;

import dev.laneledger.app.mcp.HttpInterface.Answer;
import dev.laneledger.app.mcp.HttpInterface.Caller;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a tool.
 *
 * @param arguments as the caller gave them; nobody has checked them but for their names
 */
record Call(Caller http, ObjectNode arguments) {

  /** An argument as text; numbers as they are written. */
  String text(String name) {
    return find(name).orElse("");
  }

  Optional<String> find(String name) {
    JsonNode value = arguments.path(name);
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(value.asString(value.toString()));
  }

  JsonNode data() {
    return arguments.path("data");
  }

  /** The path of the program, as streams and the interface write it. */
  String program() {
    return "/programs/" + encoded(text("program"));
  }

  String lane() {
    return program() + "/lanes/" + encoded(text("lane"));
  }

  /** An argument as a segment or a parameter of a URI. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The arguments of those names that were given, as a query. */
  String query(String... names) {
    StringBuilder query = new StringBuilder();
    for (String name : names) {
      find(name)
          .ifPresent(value ->
              query.append(query.isEmpty() ? '?' : '&').append(name + "=" + encoded(value)));
    }
    return query.toString();
  }

  Answer append(String events) {
    return http.post("/v1/events", "application/cloudevents-batch+json", events);
  }
}
