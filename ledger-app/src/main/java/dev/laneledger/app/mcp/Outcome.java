package dev.laneledger.app.mcp;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.mcp.HttpInterface.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tool answers.
 *
 * @param refused whether nothing was done, or nothing is shown
 * @param json always with {@code code} and {@code next}
 */
record Outcome(boolean refused, ObjectNode json) {

  static Outcome good(String code, String next) {
    return new Outcome(false, Json.object().put("code", code).put("next", next));
  }

  /** What the interface shows, or its refusal. */
  static Outcome shown(Answer answer, String next) {
    if (!answer.isGood()) {
      return refused(answer);
    }
    ObjectNode json = Json.object().put("code", "SHOWN").put("next", next);
    json.setAll(answer.json());
    return new Outcome(false, json);
  }

  /** The interface's own problem; what to do is what comes next. */
  static Outcome refused(Answer answer) {
    ObjectNode problem = answer.json();
    String code = problem.path("code").asString(ReasonCode.INTERNAL.name());
    problem.put("code", code).put("next", problem.path("todo").asString("ask the operator"));
    return new Outcome(true, problem);
  }

  /** A call that makes no request. */
  static Outcome refused(ReasonCode code, String detail) {
    ObjectNode json = Json.object().put("code", code.name()).put("detail", detail);
    json.put("status", code.httpStatus()).put("todo", code.todo()).put("next", code.todo());
    return new Outcome(true, json);
  }

  Outcome with(String name, JsonNode value) {
    json.set(name, value);
    return this;
  }

  Outcome with(String name, String value) {
    json.put(name, value);
    return this;
  }

  /** With the receipts of what was appended. */
  Outcome with(Answer appended) {
    return with("receipts", appended.json().path("receipts"));
  }
}
