package dev.laneledger.projections.render;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds the packet's JSON; members keep the order in which they are set. */
final class Json {
  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static <T> ArrayNode array(List<T> values, Function<T, ? extends JsonNode> element) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(v -> array.add(element.apply(v)));
    return array;
  }

  static ArrayNode texts(List<?> values) {
    return array(values, v -> JsonNodeFactory.instance.stringNode(v.toString()));
  }

  static ArrayNode numbers(List<Long> values) {
    return array(values, v -> JsonNodeFactory.instance.numberNode(v));
  }

  /** An event by stream and streamseq, as in projection rows. */
  static JsonNode ref(@Nullable EventRef ref) {
    return ref == null
        ? JsonNodeFactory.instance.nullNode()
        : object().put("source", ref.source().path()).put("streamseq", ref.streamseq());
  }

  static ArrayNode refs(List<EventRef> refs) {
    return array(refs, Json::ref);
  }

  /** The value's text, or null where there is none. */
  static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  static ObjectNode performed() {
    return object().put("performed", true);
  }

  static ObjectNode notPerformed(String because) {
    return object().put("performed", false).put("because", because);
  }

  /**
   * A file about the lane's events of one type.
   *
   * @param follows what is computed from them, given that there is one
   */
  static <T extends EventData> ObjectNode step(
      LaneView lane,
      EventType type,
      Class<T> payload,
      Function<T, ObjectNode> stated,
      Function<List<Fact<T>>, ObjectNode> follows) {
    List<Fact<T>> facts = lane.all(payload);
    if (facts.isEmpty()) {
      return notPerformed(lane.because(type.shortName()));
    }
    ObjectNode file = performed();
    file.set("events", array(facts, f -> by(f, stated.apply(f.data()))));
    file.set("follows", follows.apply(facts));
    return file;
  }

  /** The members, with the event that states them in front. */
  static ObjectNode by(Fact<?> fact, ObjectNode members) {
    ObjectNode named = object();
    named.set("by", ref(fact.by()));
    named.setAll(members);
    return named;
  }
}
