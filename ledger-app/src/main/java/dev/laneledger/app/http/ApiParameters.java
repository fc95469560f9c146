package dev.laneledger.app.http;

import dev.laneledger.api.event.EventType;
import dev.laneledger.app.http.ApiOperation.In;
import dev.laneledger.app.http.ApiOperation.Parameter;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of endpoints. Their examples are about a program DEMO with the blocker B, the
 * packet p1, the tickets TKT and the lane l1.
 */
final class ApiParameters {
  /** The evidence of the examples, and its SHA-256. */
  static final String EVIDENCE = "what was seen\n";

  static final String DIGEST = "c7997093b69715eb67075b331c110b19544b7f37d6df6671c1709e49f8e9f0b4";

  private static final String SEGMENT = "^[A-Za-z0-9._-]{1,128}$";

  private ApiParameters() {}

  static Parameter segment(String name, String says, String example) {
    return path(name, says, text(SEGMENT), example);
  }

  static Parameter path(String name, String says, JsonNode schema, String example) {
    return new Parameter(In.PATH, name, says, schema, example, true, false);
  }

  static Parameter query(String name, String says, JsonNode schema, String example) {
    return new Parameter(In.QUERY, name, says, schema, example, false, false);
  }

  static Parameter required(String name, String says, JsonNode schema, String example) {
    return new Parameter(In.QUERY, name, says, schema, example, true, false);
  }

  static Parameter header(String name, String says, JsonNode schema, String example) {
    return new Parameter(In.HEADER, name, says, schema, example, false, false);
  }

  static Parameter program() {
    return segment("program", "a program", "DEMO");
  }

  static Parameter lane() {
    return segment("lane", "a lane of the program", "l1");
  }

  static Parameter prefix() {
    return segment("prefix", "a ticket prefix of the program", "TKT");
  }

  static Parameter sha256() {
    return path("sha256", "SHA-256 of the bytes in lower-case hex", digest(), DIGEST);
  }

  static Parameter[] view(Parameter... before) {
    return Stream.concat(
            Stream.of(before),
            Stream.of(
                query(
                    "atLeast",
                    "seq of an entry that the answer has to cover; 503 if it is not there in 5 s;"
                        + " not with at",
                    seq(),
                    "1"),
                query(
                    "at",
                    "seq of the entry right after which the answer is to hold; such an answer"
                        + " never changes",
                    seq(),
                    "10")))
        .toArray(Parameter[]::new);
  }

  static Parameter[] entries() {
    return new Parameter[] {
      query("from", "the least seq, 0 if left out", seq(), "0"),
      query("limit", "how many at the most; 1000 if left out", number(1, 10_000), "1"),
      query("source", "one stream; needed by all but auditors", source(), "/programs/DEMO"),
      query("type", "one event type", type(), EventType.PROGRAM_REGISTERED.wire())
    };
  }

  static JsonNode seq() {
    return number(0, Parameters.MAX_SEQ);
  }

  static JsonNode number(long min, long max) {
    return schema("integer").put("minimum", min).put("maximum", max);
  }

  static JsonNode text(String pattern) {
    return schema("string").put("pattern", pattern);
  }

  static JsonNode text() {
    return schema("string");
  }

  static JsonNode oneOf(String... values) {
    ObjectNode schema = schema("string");
    ArrayNode any = schema.putArray("enum");
    Stream.of(values).forEach(any::add);
    return schema;
  }

  /** Any object. */
  static JsonNode object() {
    return schema("object");
  }

  static JsonNode digest() {
    return text("^[0-9a-f]{64}$");
  }

  static JsonNode type() {
    return oneOf(Stream.of(EventType.values()).map(EventType::wire).toArray(String[]::new));
  }

  private static JsonNode source() {
    return text("^/(ledger|programs)(/|$)");
  }

  private static ObjectNode schema(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
