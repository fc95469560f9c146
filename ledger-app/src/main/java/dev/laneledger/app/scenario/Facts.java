package dev.laneledger.app.scenario;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object of a scenario's JSON, read member by member. What is missing is reported with its
 * place.
 *
 * @param place file and pointer, for messages
 */
record Facts(ObjectNode node, String place) {

  boolean has(String name) {
    return !node.path(name).isMissingNode() && !node.path(name).isNull();
  }

  Facts at(String name) {
    return object(node.path(name), place + "/" + name);
  }

  String text(String name) {
    JsonNode value = node.path(name);
    if (!value.isString()) {
      throw missing(name, "text");
    }
    return value.asString();
  }

  @Nullable String textOrNull(String name) {
    return has(name) ? text(name) : null;
  }

  long number(String name) {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber()) {
      throw missing(name, "a whole number");
    }
    return value.asLong();
  }

  boolean flag(String name) {
    JsonNode value = node.path(name);
    if (!value.isBoolean()) {
      throw missing(name, "true or false");
    }
    return value.asBoolean();
  }

  List<Facts> list(String name) {
    List<Facts> items = new ArrayList<>();
    for (JsonNode item : array(name)) {
      items.add(object(item, place + "/" + name + "/" + items.size()));
    }
    return items;
  }

  List<String> texts(String name) {
    List<String> items = new ArrayList<>();
    array(name).forEach(item -> items.add(item.asString("")));
    return items;
  }

  /** The members of an object whose values are text, in the order in which they stand. */
  Map<String, String> textMembers() {
    Map<String, String> members = new LinkedHashMap<>();
    node.properties().forEach(m -> members.put(m.getKey(), m.getValue().asString("")));
    return members;
  }

  /** These members as they stand, for a payload of the same form; absent ones are left out. */
  ObjectNode pick(String... names) {
    ObjectNode picked = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      if (has(name)) {
        picked.set(name, node.get(name));
      }
    }
    return picked;
  }

  /** This object as a record of the event contract. */
  <T> T as(Class<T> type) {
    return read(node, type);
  }

  /** A tree as a record of the event contract. */
  <T> T read(JsonNode tree, Class<T> type) {
    try {
      return EventJson.fromTree(tree, type);
    } catch (EventRefusedException e) {
      throw new ScenarioException(place + e.pointer() + ": " + e.getMessage(), e);
    }
  }

  private JsonNode array(String name) {
    JsonNode value = node.path(name);
    if (!value.isArray()) {
      throw missing(name, "an array");
    }
    return value;
  }

  private static Facts object(JsonNode value, String place) {
    if (value instanceof ObjectNode object) {
      return new Facts(object, place);
    }
    throw new ScenarioException(
        place + " must be an object, but was: " + (value.isMissingNode() ? "missing" : value),
        null);
  }

  private ScenarioException missing(String name, String rule) {
    JsonNode value = node.path(name);
    return new ScenarioException(
        place
            + "/"
            + name
            + " must be "
            + rule
            + ", but was: "
            + (value.isMissingNode() ? "missing" : value),
        null);
  }
}
