package dev.laneledger.app.mcp;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.hash.Hash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of one call. Their ids are made from their content, as those of the command line are:
 * the same call again is a repeat and appends nothing.
 */
final class Events {
  private static final int ID_DIGITS = 24;

  private final ArrayNode batch = Json.object().arrayNode();

  /** An event of the lane's stream. */
  static Events ofLane(Call call, EventType type, JsonNode data) {
    return new Events().andOfLane(call, type, data);
  }

  Events andOfLane(Call call, EventType type, JsonNode data) {
    return add("/programs/" + call.text("program") + "/lanes/" + call.text("lane"), "", type, data);
  }

  /** An event of the lane in its program's stream, where ids carry the lane's name. */
  static Events ofProgram(Call call, EventType type, JsonNode data) {
    return new Events()
        .add("/programs/" + call.text("program"), call.text("lane") + ":", type, data);
  }

  private Events add(String source, String prefix, EventType type, JsonNode data) {
    ObjectNode event = Json.object().put("source", source).put("type", type.wire());
    event.set("data", data);
    String verb = type.shortName().substring(type.shortName().indexOf('.') + 1);
    String content = Hash.sha256(CanonicalJson.write(event)).hex().substring(0, ID_DIGITS);
    batch.add(event.put("specversion", "1.0").put("id", prefix + verb + "-" + content));
    return this;
  }

  /** Appends them, all or none. */
  Outcome send(Call call, String code, String next) {
    HttpInterface.Answer answer = call.append(batch.toString());
    return answer.isGood() ? Outcome.good(code, next).with(answer) : Outcome.refused(answer);
  }
}
