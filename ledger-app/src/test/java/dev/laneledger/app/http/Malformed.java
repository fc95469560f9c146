package dev.laneledger.app.http;

import dev.laneledger.app.http.Described.Operation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that are wrong somewhere, from a seed: of every endpoint that a description names, with
 * values at and beyond their bounds, and bytes that are hardly HTTP.
 */
final class Malformed {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "PO ST");
  private static final List<String> VALUES =
      List.of(
          "",
          "-1",
          "0",
          "007",
          "+5",
          "1e3",
          "9007199254740991",
          "9007199254740992",
          "99999999999999999999",
          "null",
          "%00",
          "%FF",
          "%C0%AF",
          "%2e%2e%2f",
          "..",
          ".",
          "a%2Fb",
          "%F0%9F%98%80",
          "%ED%A0%80",
          "a;b=c",
          "'\"<script>",
          "*",
          "%0d%0aX-A:%20b",
          "%",
          "%zz",
          "e".repeat(300),
          "f".repeat(9_000));
  private static final List<String> MEDIA_TYPES =
      List.of(
          "text/plain",
          "application/json",
          "application/cloudevents+json;charset=utf-16",
          "x",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "*/*",
          "",
          ";;",
          "application/cloudevents+json; charset=\"UTF-8\"",
          "application/xml");
  private static final List<String> HEADERS =
      List.of(
          "Content-Encoding: gzip",
          "Expect: 100-continue",
          "Expect: nothing",
          "Range: bytes=5-1",
          "If-None-Match: \"",
          "If-None-Match: *",
          "If-Match: \"-1\"",
          "If-Match: W/\"0\"",
          "If-Match: *",
          "If-Match: \"0\", \"1\"",
          "If-Modified-Since: never",
          "Accept: application/xml",
          "Accept: ;;;",
          "Accept-Encoding: gzip, br;q=0",
          "Accept-Charset: utf-16",
          "Accept-Language: \u00ff",
          "Last-Event-ID: -1",
          "Last-Event-ID: 1, 2",
          "Cookie: ledger-session=x",
          "Cookie: ;;=;",
          "Upgrade: h2c",
          "X-HTTP-Method-Override: DELETE",
          "traceparent: 00-xyz",
          "Origin: null",
          "Forwarded: for=\"[::1\"",
          "Authorization: Basic x",
          "Authorization: Bearer",
          "Connection: upgrade, x",
          "X: " + "y".repeat(15_000),
          "X: " + "y".repeat(20_000));

  /** HTTP that is broken as such; TOKEN stands for a good one. */
  private static final List<String> BROKEN =
      List.of(
          "",
          "\r\n\r\n",
          "GET\r\n\r\n",
          "GET /\r\n\r\n",
          "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET  /checkpoint HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /checkpoint HTTP/1.1\nHost: x\n\n",
          "GET /checkpoint HTTP/1.1\r\nHost : x\r\n\r\n",
          "GET /checkpoint HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
          "GET /checkpoint HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n",
          "GET /checkpoint HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n",
          "GET /checkpoint HTTP/1.1\r\nHost: x\r\n: empty\r\n\r\n",
          "GET http://other/checkpoint HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /../checkpoint HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET //checkpoint HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /\u00ff\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
          "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "\u0016\u0003\u0001\u0002\0\u0001\0",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nContent-Length: -1\r\n\r\n",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nContent-Length: x\r\n\r\n",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n[]",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nContent-Length: 999\r\n\r\n{\"a\":",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nContent-Length: 99999999999\r\n\r\n{",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nContent-Length: 2\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "FFFFFFFFFFFFFFFF\r\n{",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "2\r\n{}X\r\n0\r\n\r\n",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "2;"
              + "e".repeat(20_000)
              + "\r\n{}\r\n0\r\n\r\n",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nTransfer-Encoding: xchunked\r\n\r\n{}",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
              + "0\r\n\r\n",
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nTOKEN\r\nTYPE\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "2\r\n{}\r\n0\r\nTrailer no colon\r\n\r\n",
          "PUT /v1/blobs/"
              + "0".repeat(64)
              + " HTTP/1.1\r\nHost: x\r\nTOKEN\r\n"
              + "Content-Length: 10\r\n\r\nhalf");

  private final Random random;
  private final Described described;
  private final List<Operation> takingBodies;
  private final List<JsonNode> events;
  private long ids;

  Malformed(long seed, Described described) {
    this.random = new Random(seed);
    this.described = described;
    this.takingBodies = described.operations().stream().filter(o -> !o.bodies().isEmpty()).toList();
    this.events =
        described.document().at("/components/schemas").properties().stream()
            .filter(schema -> schema.getKey().startsWith("dev.laneledger."))
            .map(Map.Entry::getValue)
            .toList();
  }

  /**
   * @param operation that it is about; null: it is hardly HTTP
   * @param id of the one event in it; null: none
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
  record Request(@Nullable Operation operation, byte[] bytes, @Nullable String id) {
    /** Whether the description says what may come: it is a request of that operation. */
    boolean isAsDescribed() {
      String head = new String(bytes, StandardCharsets.ISO_8859_1);
      return operation != null
          && head.startsWith(operation.method() + " ")
          && !head.contains("gzip");
    }
  }

  /** The next one, with one of these tokens. */
  Request next(List<String> tokens) {
    String token = pick(tokens);
    String authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    return random.nextInt(5) == 0 ? broken(authorization) : wrong(authorization);
  }

  private Request broken(String authorization) {
    byte[] bytes =
        pick(BROKEN)
            .replace("TOKEN\r\n", authorization)
            .replace("TYPE", "Content-Type: application/cloudevents+json")
            .getBytes(StandardCharsets.ISO_8859_1);
    return new Request(null, random.nextInt(4) == 0 ? spoiled(bytes) : bytes, null);
  }

  private Request wrong(String authorization) {
    Operation operation = pick(one(4) ? takingBodies : described.operations());
    StringBuilder head = new StringBuilder();
    String method = one(8) ? pick(METHODS) : operation.method();
    head.append(method).append(' ').append(target(operation)).append(" HTTP/1.1\r\n");
    head.append("Host: x\r\nConnection: close\r\n").append(authorization);
    if (one(3)) {
      head.append(pick(HEADERS)).append("\r\n");
    }
    Operation about = method.contains(" ") ? null : operation;
    if (operation.bodies().isEmpty()) {
      return new Request(about, bytes(head.append("\r\n").toString()), null);
    }
    String type = pick(List.copyOf(operation.bodies().propertyNames()));
    String id = "fuzz-" + ids++;
    byte[] body = body(operation, type, id);
    String sent = one(8) ? pick(MEDIA_TYPES) : type;
    long length = one(15) ? random.nextInt(body.length + 10) : body.length;
    head.append("Content-Type: ").append(sent).append("\r\nContent-Length: ").append(length);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(bytes(head.append("\r\n\r\n").toString()));
    whole.writeBytes(body);
    return new Request(about, whole.toByteArray(), id);
  }

  private String target(Operation operation) {
    String target =
        Described.target(
            operation,
            (parameter, example) -> {
              if (parameter.path("name").asString().equals("atLeast") && !one(40)) {
                return null; // beyond the end it waits for five seconds
              }
              boolean needed = parameter.path("required").asBoolean();
              boolean kept = one(needed ? 20 : 2) == needed;
              return !kept && !parameter.path("in").asString().equals("path")
                  ? null
                  : value(parameter, example);
            });
    String plain = target.replaceAll("@\\{(\\d+)}@|%40%7B(\\d+)%7D%40", "@$1$2@");
    for (int i = 0; i < VALUES.size(); i++) {
      plain = plain.replace("@" + i + "@", VALUES.get(i));
    }
    if (one(12)) {
      plain +=
          (plain.contains("?") ? "&" : "?") + pick(List.of("x=1", "from=1&from=2", "&&=", "="));
    }
    return plain.replace(" ", "%20");
  }

  /** A good value, one at or beyond a bound, or something else; percent signs come in later. */
  private String value(JsonNode parameter, String example) {
    JsonNode schema = parameter.path("schema");
    return switch (random.nextInt(6)) {
      case 0, 1 -> example;
      case 2 -> schema.has("minimum") ? "" + (schema.path("minimum").asLong() - 1) : example + "x";
      case 3 ->
          schema.has("maximum") ? "" + (schema.path("maximum").asLong() + random.nextInt(2)) : "NO";
      default -> "@{" + random.nextInt(VALUES.size()) + "}@";
    };
  }

  private byte[] body(Operation operation, String type, String id) {
    boolean event = operation.path().equals("/v1/events");
    JsonNode example = operation.bodies().path(type).path("example");
    JsonNode json =
        example.isObject() && one(2)
            ? example.deepCopy()
            : event ? sample(pick(events), 0) : sample(schema(operation, type), 0);
    if (json instanceof ObjectNode object && object.has("id")) {
      object.put("id", id);
    }
    for (int i = random.nextInt(3); i > 0 && json instanceof ObjectNode object; i--) {
      mutate(object);
    }
    String text = json.toString();
    if (event && type.contains("batch")) {
      text = one(6) ? text : "[" + text + (one(6) ? "," + text : "") + "]";
    }
    if (one(8)) {
      text = text.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }
    if (one(12)) {
      text = "[".repeat(random.nextInt(20_000)) + text;
    }
    byte[] bytes = text.getBytes(one(20) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    return one(6) ? spoiled(bytes) : bytes;
  }

  private JsonNode schema(Operation operation, String type) {
    return resolved(operation.bodies().path(type).path("schema"));
  }

  private JsonNode resolved(JsonNode schema) {
    String ref = schema.path("$ref").asString("");
    return ref.isEmpty() ? schema : described.document().at(ref.substring(1));
  }

  /** A value that the schema allows, or nearly. */
  private JsonNode sample(JsonNode given, int depth) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    JsonNode schema = resolved(given);
    for (String choice : List.of("oneOf", "anyOf")) {
      if (schema.path(choice).isArray()) {
        return sample(pick(list(schema.path(choice))), depth + 1);
      }
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (schema.path("enum").isArray()) {
      return pick(list(schema.path("enum")));
    }
    JsonNode type = schema.path("type");
    String name = type.isArray() ? pick(list(type)).asString() : type.asString("string");
    return switch (name) {
      case "object" -> object(schema, depth);
      case "array" -> {
        ArrayNode array = make.arrayNode();
        for (int i = random.nextInt(3); i > 0 && depth < 8; i--) {
          array.add(sample(schema.path("items"), depth + 1));
        }
        yield array;
      }
      case "integer", "number" ->
          make.numberNode(pick(List.of(0L, 1L, -1L, 7L, 9007199254740991L, 9007199254740992L)));
      case "boolean" -> make.booleanNode(random.nextBoolean());
      case "null" -> make.nullNode();
      default -> make.stringNode(text(schema.path("pattern").asString("")));
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    List<String> required = list(schema.path("required")).stream().map(JsonNode::asString).toList();
    schema
        .path("properties")
        .properties()
        .forEach(member -> {
          if (required.contains(member.getKey()) || random.nextBoolean()) {
            object.set(member.getKey(), sample(member.getValue(), depth + 1));
          }
        });
    return object;
  }

  private String text(String pattern) {
    if (pattern.contains("{64}")) {
      return "0123456789abcdef".repeat(4);
    }
    if (pattern.startsWith("^/(ledger|programs)")) {
      return pick(
          List.of(
              "/programs/DEMO",
              "/programs/DEMO/lanes/l1",
              "/programs/DEMO/tickets/TKT",
              "/ledger",
              "/programs/NEW",
              "/ledger/attestations",
              "/programs/..",
              "/programs/DEMO/lanes/"));
    }
    if (pattern.contains("T[0-9")) {
      return pick(List.of("2026-06-12T10:00:00.000Z", "2026-13-99T99:99:99.999Z"));
    }
    return pick(
        List.of(
            "B",
            "l1",
            "p1",
            "TKT",
            "DEMO",
            "GO",
            "x",
            "",
            "\u0000",
            "\ud800",
            "\uffff",
            "a/b",
            "../..",
            "é",
            "REAL_RUN",
            "owner-default",
            "y".repeat(70_000)));
  }

  private void mutate(ObjectNode object) {
    List<String> names = new ArrayList<>(object.propertyNames());
    if (names.isEmpty()) {
      return;
    }
    String name = pick(names);
    JsonNodeFactory make = JsonNodeFactory.instance;
    switch (random.nextInt(9)) {
      case 0 -> object.remove(name);
      case 1 -> object.putNull(name);
      case 2 -> object.put(name, random.nextLong());
      case 3 -> object.put("extra", "x");
      case 4 -> object.put(name, Double.MAX_VALUE);
      case 5 -> object.set(name, make.arrayNode().add(make.objectNode()));
      case 6 -> object.put("actor", "owner:default");
      default -> {
        if (object.path(name) instanceof ObjectNode inner) {
          mutate(inner);
        } else {
          object.put(name, "UNKNOWN_" + random.nextInt(9));
        }
      }
    }
  }

  /** A byte changed, put in, or the rest cut off. */
  private byte[] spoiled(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    byte[] copy = one(3) ? Arrays.copyOf(bytes, at) : bytes.clone();
    if (copy.length > at) {
      copy[at] = (byte) random.nextInt();
    }
    return copy;
  }

  private boolean one(int of) {
    return random.nextInt(of) == 0;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static byte[] bytes(String head) {
    return head.getBytes(StandardCharsets.ISO_8859_1);
  }
}
