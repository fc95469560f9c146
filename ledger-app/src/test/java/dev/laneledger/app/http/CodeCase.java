package dev.laneledger.app.http;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A request that must be answered with one reason code.
 *
 * @param code a {@link ReasonCode} or a code of a rule pack
 * @param when what is wrong with the request, in words
 * @param problem sends it, in a program of its own, and gives the problem that it was answered with
 */
record CodeCase(String code, String when, Function<CodeScene, JsonNode> problem) {

  /** A request by a well-behaved HTTP client. */
  static CodeCase of(String code, String when, Function<CodeScene, Wire.Answer> request) {
    return new CodeCase(
        code, when, scene -> request.apply(scene).isProblem(status(code), code).json());
  }

  /** A request written to the socket as it is. */
  static CodeCase raw(String code, String when, Function<CodeScene, String> request) {
    return new CodeCase(
        code,
        when,
        scene -> {
          String answer = request.apply(scene);
          Wire.assertProblem(answer, status(code), code);
          String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
          return CanonicalJson.parse(body.getBytes(StandardCharsets.UTF_8));
        });
  }

  /** The status of a code of this program; every denial by a rule of a pack is a 422. */
  private static int status(String code) {
    return Arrays.stream(ReasonCode.values())
        .filter(known -> known.name().equals(code))
        .findFirst()
        .orElse(ReasonCode.RULE_NOT_EVALUABLE)
        .httpStatus();
  }

  @Override
  public String toString() {
    return code + ": " + when;
  }
}
