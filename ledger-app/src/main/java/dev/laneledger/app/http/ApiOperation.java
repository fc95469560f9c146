package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What OpenAPI says of one endpoint beyond what its mapping and its access rule say.
 *
 * @param endpoint method and pattern as the endpoint is mapped
 * @param body media types of the request's body; empty: it has none
 * @param problems codes that it may be refused with, besides those of every endpoint
 * @param judged whether rule packs may deny it, with codes of their own
 */
record ApiOperation(
    String endpoint,
    String tag,
    String summary,
    List<Parameter> parameters,
    List<Content> body,
    List<Answer> answers,
    Set<ReasonCode> problems,
    boolean judged) {

  /** Where a parameter stands. */
  enum In {
    PATH,
    QUERY,
    HEADER
  }

  /**
   * @param example a value that is there in the ledger of the examples
   * @param many whether it may be given more than once
   */
  record Parameter(
      In in,
      String name,
      String says,
      JsonNode schema,
      String example,
      boolean required,
      boolean many) {}

  /**
   * Bytes of one media type.
   *
   * @param schema of a JSON text, or of the string that the text is; null: any bytes
   * @param item of one line, or of one event's data, where the text is a sequence of JSON texts
   */
  record Content(
      String mediaType,
      @Nullable JsonNode schema,
      @Nullable JsonNode item,
      @Nullable String example) {

    static Content json(JsonNode schema) {
      return new Content("application/json", schema, null, null);
    }

    static Content text(String mediaType) {
      return new Content(
          mediaType, JsonNodeFactory.instance.objectNode().put("type", "string"), null, null);
    }

    static Content bytes(String mediaType) {
      return new Content(mediaType, null, null, null);
    }

    static Content sequence(String mediaType, JsonNode item, @Nullable String example) {
      JsonNode text = JsonNodeFactory.instance.objectNode().put("type", "string");
      return new Content(mediaType, text, item, example);
    }

    Content withExample(String text) {
      return new Content(mediaType, schema, item, text);
    }
  }

  /**
   * @param immutable whether the same URL gives the same bytes for ever, with an ETag
   */
  record Answer(int status, String says, List<Content> content, boolean immutable) {}

  static ApiOperation of(String endpoint, String tag, String summary) {
    return new ApiOperation(
        endpoint,
        tag,
        summary,
        List.of(),
        List.of(),
        List.of(),
        EnumSet.noneOf(ReasonCode.class),
        false);
  }

  ApiOperation with(Parameter... more) {
    return new ApiOperation(
        endpoint, tag, summary, joined(parameters, List.of(more)), body, answers, problems, judged);
  }

  ApiOperation taking(Content... contents) {
    return new ApiOperation(
        endpoint, tag, summary, parameters, List.of(contents), answers, problems, judged);
  }

  ApiOperation answering(int status, String says, Content... contents) {
    return answering(new Answer(status, says, List.of(contents), false));
  }

  /** With bytes that never change. */
  ApiOperation keeping(String says, Content content) {
    return answering(new Answer(200, says, List.of(content), true));
  }

  private ApiOperation answering(Answer answer) {
    return new ApiOperation(
        endpoint,
        tag,
        summary,
        parameters,
        body,
        joined(answers, List.of(answer)),
        problems,
        judged);
  }

  ApiOperation refusing(ReasonCode... codes) {
    Set<ReasonCode> all = EnumSet.noneOf(ReasonCode.class);
    all.addAll(problems);
    all.addAll(List.of(codes));
    return new ApiOperation(endpoint, tag, summary, parameters, body, answers, all, judged);
  }

  /** Also with codes of rule packs. */
  ApiOperation judgedByRules() {
    return new ApiOperation(endpoint, tag, summary, parameters, body, answers, problems, true);
  }

  String method() {
    return endpoint.substring(0, endpoint.indexOf(' '));
  }

  /** The path template: a segment's pattern, and more than one segment, are a parameter. */
  String path() {
    return endpoint
        .substring(endpoint.indexOf(' ') + 1)
        .replaceAll("\\{([a-z0-9]+):[^}]*}", "{$1}")
        .replace("**", "{path}");
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
