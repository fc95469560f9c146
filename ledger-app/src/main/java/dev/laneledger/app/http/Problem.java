package dev.laneledger.app.http;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.app.schema.EventFaults;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One refusal as RFC 9457 writes it.
 *
 * @param status HTTP status, 400 to 599
 * @param code a {@link ReasonCode} or a code of a rule pack
 * @param headers response headers that belong to it
 * @param errors all faults of form of one event, where there may be several
 */
public record Problem(
    int status,
    String code,
    String detail,
    @Nullable String pointer,
    @Nullable String rule,
    String todo,
    @Nullable Receipt receipt,
    @Nullable String instance,
    Map<String, String> headers,
    List<EventFaults.Fault> errors) {

  static final String MEDIA_TYPE = "application/problem+json";

  /** Longer details are cut: they quote what was sent. */
  private static final int MAX_DETAIL = 2_000;

  static Problem of(ReasonCode code, String detail) {
    return new Problem(
        code.httpStatus(),
        code.name(),
        detail,
        null,
        null,
        code.todo(),
        null,
        null,
        Map.of(),
        List.of());
  }

  /**
   * @param pointer into the body; empty for the whole of it
   */
  static Problem of(ReasonCode code, String pointer, String detail) {
    return new Problem(
        code.httpStatus(),
        code.name(),
        detail,
        pointer.isEmpty() ? null : pointer,
        null,
        code.todo(),
        null,
        null,
        Map.of(),
        List.of());
  }

  Problem withPointer(@Nullable String other) {
    return new Problem(status, code, detail, other, rule, todo, receipt, instance, headers, errors);
  }

  Problem withTodo(String text) {
    return new Problem(
        status, code, detail, pointer, rule, text, receipt, instance, headers, errors);
  }

  Problem withInstance(String uri) {
    return new Problem(status, code, detail, pointer, rule, todo, receipt, uri, headers, errors);
  }

  Problem withStatus(int other) {
    return new Problem(
        other, code, detail, pointer, rule, todo, receipt, instance, headers, errors);
  }

  Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, code, detail, pointer, rule, todo, receipt, instance, more, errors);
  }

  /** With everything in which the event departs from its type's schema. */
  Problem withErrors(List<EventFaults.Fault> faults) {
    return new Problem(
        status, code, detail, pointer, rule, todo, receipt, instance, headers, faults);
  }

  /** The problem for a sender who sent no batch, but its only event. */
  Problem withoutIndex() {
    String inEvent =
        pointer == null || pointer.equals("/0") ? null : pointer.replaceFirst("^/0/", "/");
    return withPointer(inEvent);
  }

  /** Sends it; what the response held before, but for its headers, is dropped. */
  public void write(HttpServletResponse response) throws IOException {
    byte[] body = json().toString().getBytes(StandardCharsets.UTF_8);
    response.resetBuffer();
    response.setStatus(status);
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(body.length);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    headers.forEach(response::setHeader);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", ProblemType.PATH + code);
    json.put("title", title(code));
    json.put("status", status);
    json.put("detail", cut(detail));
    json.put("code", code);
    putIfPresent(json, "pointer", pointer);
    putIfPresent(json, "rule", rule);
    json.put("todo", todo);
    if (receipt != null) {
      json.set("receipt", EventJson.toTree(receipt));
    }
    putIfPresent(json, "instance", instance);
    putIfPresent(json, "actual", headers.get(HttpHeaders.ETAG));
    if (!errors.isEmpty()) {
      ArrayNode array = json.putArray("errors");
      errors.forEach(e -> array.addObject().put("pointer", e.pointer()).put("detail", e.detail()));
    }
    return json;
  }

  /** The code in words: the same for every occurrence, as RFC 9457 asks. */
  static String title(String code) {
    String words = code.replace('_', ' ').toLowerCase(Locale.ROOT);
    return words.isEmpty()
        ? code
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String cut(String text) {
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "…";
  }

  private static void putIfPresent(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
