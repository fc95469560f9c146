package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Role;
import dev.laneledger.app.http.ApiOperation.Answer;
import dev.laneledger.app.http.ApiOperation.Content;
import dev.laneledger.app.http.ApiOperation.Parameter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The interface as OpenAPI 3.1 has it: what is mapped, who comes in, and the line of {@link
 * ApiOperations}.
 */
final class OpenApi {
  private static final String TOKEN = "token";
  private static final Set<ReasonCode> EVERYWHERE =
      EnumSet.of(
          ReasonCode.REQUEST_INVALID,
          ReasonCode.PARAMETER_INVALID,
          ReasonCode.UNAUTHENTICATED,
          ReasonCode.RATE_LIMITED,
          ReasonCode.UNAVAILABLE,
          ReasonCode.INTERNAL);

  private static final String ABOUT =
      "A ledger of governed lanes. Every GET answers HEAD as well. Problems are RFC 9457, and their"
          + " type resolves here. Bytes that never change carry an ETag and Cache-Control:"
          + " immutable; If-None-Match is answered with 304. x-roles are the roles that get as far"
          + " as the resource: scopes and streams narrow it further. x-item-schema is of each line,"
          + " or of each event's data. POST /mcp speaks the Model Context Protocol and describes its"
          + " tools itself, by tools/list.";

  private OpenApi() {}

  /**
   * @param mapped method and pattern of each endpoint that is to be described
   * @param access who gets as far as an endpoint
   * @throws IllegalStateException if something else is described than is mapped
   */
  static ObjectNode document(Set<String> mapped, Access access) {
    Set<String> described = new TreeSet<>();
    ApiOperations.all().forEach(operation -> described.add(operation.endpoint()));
    if (!described.equals(mapped)) {
      throw new IllegalStateException(
          "every endpoint must be described, and no other\n  described %s\n  mapped    %s"
              .formatted(described, mapped));
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.1");
    document
        .putObject("info")
        .put("title", "Lane Ledger")
        .put("version", "1")
        .put("description", ABOUT);
    document.putArray("servers").addObject().put("url", "/");
    ObjectNode paths = document.putObject("paths");
    for (ApiOperation operation : ApiOperations.all()) {
      paths
          .withObjectProperty(operation.path())
          .set(operation.method().toLowerCase(Locale.ROOT), operation(operation, access));
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", ApiSchemas.components());
    components
        .putObject("securitySchemes")
        .putObject(TOKEN)
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "a token of the ledger, or a JWT of the issuer that it trusts");
    return document;
  }

  /** Who gets as far as an endpoint. */
  interface Access {
    boolean everybody(ApiOperation operation);

    boolean role(ApiOperation operation, Role role);
  }

  private static ObjectNode operation(ApiOperation operation, Access access) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("operationId", operationId(operation));
    json.putArray("tags").add(operation.tag());
    json.put("summary", operation.summary());
    ArrayNode security = json.putArray("security");
    if (access.everybody(operation)) {
      security.addObject();
    }
    security.addObject().putArray(TOKEN);
    ArrayNode roles = json.putArray("x-roles");
    Arrays.stream(Role.values())
        .filter(role -> access.role(operation, role))
        .forEach(role -> roles.add(role.name()));
    if (!operation.parameters().isEmpty()) {
      ArrayNode parameters = json.putArray("parameters");
      operation.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    }
    if (!operation.body().isEmpty()) {
      ObjectNode body = json.putObject("requestBody").put("required", true);
      body.set("content", contents(operation.body()));
    }
    json.set("responses", responses(operation));
    return json;
  }

  private static String operationId(ApiOperation operation) {
    StringBuilder id = new StringBuilder(operation.method().toLowerCase(Locale.ROOT));
    for (String word : operation.path().split("[^A-Za-z0-9]+")) {
      if (!word.isEmpty()) {
        id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return id.toString();
  }

  private static ObjectNode parameter(Parameter parameter) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", parameter.name()).put("in", parameter.in().name().toLowerCase(Locale.ROOT));
    json.put("description", parameter.says()).put("required", parameter.required());
    ObjectNode one = (ObjectNode) parameter.schema().deepCopy();
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (parameter.many()) {
      schema.put("type", "array").put("minItems", 1).set("items", one);
    } else {
      schema = one;
    }
    json.set("schema", schema);
    boolean number = one.path("type").asString("").equals("integer");
    if (parameter.many()) {
      json.putArray("example").add(parameter.example());
    } else if (number) {
      json.put("example", Long.parseLong(parameter.example()));
    } else {
      json.put("example", parameter.example());
    }
    return json;
  }

  private static ObjectNode contents(List<Content> contents) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Content content : contents) {
      ObjectNode one = json.putObject(content.mediaType());
      if (content.schema() != null) {
        one.set("schema", content.schema());
      }
      if (content.item() != null) {
        one.set("x-item-schema", content.item());
      }
      if (content.example() != null) {
        boolean isJson = content.schema() != null && content.item() == null;
        one.set(
            "example",
            isJson
                ? JsonMapper.shared().readTree(content.example())
                : JsonNodeFactory.instance.stringNode(content.example()));
      }
    }
    return json;
  }

  private static ObjectNode responses(ApiOperation operation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Answer answer : operation.answers()) {
      ObjectNode one = json.putObject(String.valueOf(answer.status()));
      one.put("description", answer.says());
      if (answer.immutable()) {
        ObjectNode headers = one.putObject("headers");
        header(headers, "ETag", "a strong validator");
        header(headers, "Cache-Control", "immutable for a year");
      }
      if (!answer.content().isEmpty()) {
        one.set("content", contents(answer.content()));
      }
    }
    if (operation.method().equals("GET")) {
      json.putObject("304").put("description", "If-None-Match names what would be answered");
    }
    problems(operation).forEach((status, codes) -> addProblem(json, operation, status, codes));
    return json;
  }

  private static void header(ObjectNode headers, String name, String says) {
    headers.putObject(name).put("description", says).putObject("schema").put("type", "string");
  }

  private static Map<Integer, Set<ReasonCode>> problems(ApiOperation operation) {
    Map<Integer, Set<ReasonCode>> byStatus = new TreeMap<>();
    Set<ReasonCode> codes = EnumSet.copyOf(EVERYWHERE);
    codes.addAll(operation.problems());
    codes.add(ReasonCode.FORBIDDEN);
    if (operation.judged()) {
      Arrays.stream(ReasonCode.values())
          .filter(code -> code.httpStatus() == 422)
          .forEach(codes::add);
    }
    codes.forEach(code ->
        byStatus
            .computeIfAbsent(code.httpStatus(), s -> EnumSet.noneOf(ReasonCode.class))
            .add(code));
    return byStatus;
  }

  /** Where an answer of that status may be something else as well, either is. */
  private static void addProblem(
      ObjectNode responses, ApiOperation operation, int status, Set<ReasonCode> codes) {
    ObjectNode one = responses.withObjectProperty(String.valueOf(status));
    String names = String.join(", ", codes.stream().map(Enum::name).toList());
    String more = operation.judged() && status == 422 ? ", or a code of a rule pack" : "";
    one.put("description", one.path("description").asString("") + names + more);
    if (status == 429 || status == 503) {
      header(one.withObjectProperty("headers"), "Retry-After", "seconds");
    }
    ObjectNode schema =
        one.withObjectProperty("content").putObject(Problem.MEDIA_TYPE).putObject("schema");
    ArrayNode all = schema.putArray("allOf").add(ApiSchemas.ref("Problem"));
    if (more.isEmpty()) {
      ArrayNode allowed =
          all.addObject().putObject("properties").putObject("code").putArray("enum");
      codes.forEach(code -> allowed.add(code.name()));
    }
  }
}
