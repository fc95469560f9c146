package dev.laneledger.projections.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON values that differ from another in one place. */
final class Variant {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Variant() {}

  /** Each copy of the value in which one text, number or truth value says something else. */
  static Stream<JsonNode> of(JsonNode value) {
    return switch (value) {
      case ObjectNode object ->
          List.copyOf(object.propertyNames()).stream()
              .flatMap(name ->
                  of(object.get(name)).map(changed -> object.deepCopy().set(name, changed)));
      case ArrayNode array ->
          IntStream.range(0, array.size())
              .boxed()
              .flatMap(i -> of(array.get(i)).map(changed -> array.deepCopy().set(i, changed)));
      default -> scalar(value);
    };
  }

  private static Stream<JsonNode> scalar(JsonNode value) {
    if (value.isString()) {
      return Stream.of(JSON.stringNode(text(value.asString())));
    }
    if (value.isIntegralNumber()) {
      return Stream.of(JSON.numberNode(value.asLong() + 1));
    }
    return value.isBoolean() ? Stream.of(JSON.booleanNode(!value.asBoolean())) : Stream.empty();
  }

  /** Hexadecimal stays so; other text gets longer. */
  private static String text(String text) {
    if (!text.matches("[0-9a-f]+")) {
      return text + "x";
    }
    char last = text.charAt(text.length() - 1) == '0' ? '1' : '0';
    return text.substring(0, text.length() - 1) + last;
  }

  /** About so many places out of {@code size}, spread evenly, the first and the last among them. */
  static List<Integer> places(int size, int about) {
    List<Integer> places = new ArrayList<>();
    int step = Math.max(1, (size - 1) / Math.max(1, about - 1));
    for (int place = 0; place < size; place += step) {
      places.add(place);
    }
    if (!places.isEmpty() && places.getLast() != size - 1) {
      places.add(size - 1);
    }
    return places;
  }
}
