package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.laneledger.api.canonical.CanonicalJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The description that a server gives of itself, read as a stranger reads it. */
final class Described {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode document;
  private final Map<JsonNode, Schema> compiled = new HashMap<>();

  Described(JsonNode document) {
    this.document = document;
  }

  JsonNode document() {
    return document;
  }

  /** One operation. */
  record Operation(String method, String path, JsonNode json) {
    List<JsonNode> parameters() {
      return StreamSupport.stream(json.path("parameters").spliterator(), false).toList();
    }

    JsonNode bodies() {
      return json.at("/requestBody/content");
    }

    List<String> roles() {
      return StreamSupport.stream(json.path("x-roles").spliterator(), false)
          .map(role -> role.asString().toLowerCase(Locale.ROOT))
          .toList();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    operations.add(
                        new Operation(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            operation.getValue()))));
    return operations;
  }

  /** What an example is written as. */
  static String text(JsonNode example) {
    return example.isArray() ? example.path(0).asString() : example.asString();
  }

  /**
   * The path and query of a request.
   *
   * @param value of a parameter; null leaves it out
   */
  static String target(Operation operation, BiFunction<JsonNode, String, @Nullable String> value) {
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.parameters()) {
      String name = parameter.path("name").asString();
      String given = value.apply(parameter, text(parameter.path("example")));
      if (given == null) {
        continue;
      }
      switch (parameter.path("in").asString()) {
        case "path" ->
            path =
                path.replace(
                    "{" + name + "}",
                    name.equals("path") ? given : UriUtils.encodePathSegment(given, "UTF-8"));
        case "query" ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(UriUtils.encode(given, StandardCharsets.UTF_8));
        default -> {} // a header
      }
    }
    return path + query;
  }

  /** A request as its example has it, with optional parameters or without; it always ends. */
  HttpRequest.Builder example(
      Wire wire, String token, Operation operation, boolean optional, @Nullable String mediaType) {
    String target =
        target(
            operation,
            (parameter, example) ->
                parameter.path("required").asBoolean()
                        || parameter.path("name").asString().equals("limit")
                        || (optional && !parameter.path("name").asString().equals("atLeast"))
                    ? example
                    : null);
    HttpRequest.Builder request = wire.request(token, target).timeout(Duration.ofSeconds(20));
    if (optional) {
      operation.parameters().stream()
          .filter(p -> p.path("in").asString().equals("header"))
          .forEach(p -> request.header(p.path("name").asString(), text(p.path("example"))));
    }
    if (mediaType == null) {
      return request.method(operation.method(), BodyPublishers.noBody());
    }
    JsonNode example = operation.bodies().path(mediaType).path("example");
    String body = example.isString() ? example.asString() : example.toString();
    return request
        .header("Content-Type", mediaType)
        .method(operation.method(), BodyPublishers.ofString(body));
  }

  /** Asserts that the description foresees this answer, and its body. */
  void assertDescribes(Operation operation, String sent, Wire.Answer answer) {
    assertDescribes(
        operation, sent, answer.status(), answer.header("Content-Type"), answer.response().body());
  }

  /** The same of an answer that came by another way. */
  void assertDescribes(
      Operation operation, String sent, int status, String contentType, byte[] body) {
    JsonNode described = operation.json().path("responses").path("" + status);
    String text = new String(body, StandardCharsets.UTF_8);
    String what = operation + " " + sent + " -> " + status + " " + cut(text);
    assertThat(described.isObject()).as(what + " has a described status").isTrue();
    if (!described.has("content")) {
      assertThat(body).as(what).isEmpty();
      return;
    }
    MediaType given = MediaType.parseMediaType(contentType);
    JsonNode content =
        described.path("content").properties().stream()
            .filter(c -> MediaType.parseMediaType(c.getKey()).equals(given))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(JsonNodeFactory.instance.missingNode());
    assertThat(content.isObject()).as(what + " has a described media type: " + given).isTrue();
    if (content.has("x-item-schema")) {
      items(given, text).forEach(i -> assertValid(what, content.path("x-item-schema"), i));
    } else if (given.getSubtype().endsWith("json")) {
      assertValid(what, content.path("schema"), CanonicalJson.parse(body));
    }
  }

  private static List<JsonNode> items(MediaType given, String text) {
    String prefix = given.getSubtype().equals("event-stream") ? "data: " : "";
    return text.lines()
        .filter(line -> !line.isBlank() && line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).getBytes(StandardCharsets.UTF_8))
        .map(CanonicalJson::parse)
        .toList();
  }

  private void assertValid(String what, JsonNode schema, JsonNode value) {
    List<Error> errors = schema(schema).validate(value);
    assertThat(errors).as(what).isEmpty();
  }

  /** A schema of this document; references lead into its components. */
  Schema schema(JsonNode schema) {
    return compiled.computeIfAbsent(
        schema,
        s -> {
          ObjectNode root = JsonNodeFactory.instance.objectNode();
          root.putArray("allOf").add(s);
          root.set("components", document.path("components"));
          return SCHEMAS.getSchema(root);
        });
  }

  private static String cut(String text) {
    return text.length() < 600 ? text : text.substring(0, 600) + "…";
  }
}
