package dev.laneledger.api.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.laneledger.api.hash.Hash;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Entries of every type, whose payloads follow from their records' components. */
final class RandomEntries {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "B-1",
          "two words",
          "é",
          "\u20ac",
          "😀",
          "\n",
          "\"q\"",
          "\\",
          "\u0001",
          "\u007f",
          "\u2028",
          "a/b~c",
          "ends with\\",
          "\u001f\u0000",
          "ABSENT",
          "x".repeat(70));
  private static final List<String> SOURCES =
      List.of(
          "/ledger",
          "/ledger/attestations",
          "/ledger/refusals",
          "/programs/P",
          "/programs/P/tickets/TKT",
          "/programs/P/lanes/l1",
          "/programs/P.-_/lanes/L-2");

  private final Random random;

  RandomEntries(long seed) {
    this.random = new Random(seed);
  }

  /** An entry as a tree; nearly always one that the codec reads. */
  ObjectNode next(EventType type) {
    ObjectNode entry = NODES.objectNode();
    entry.put("actor", pick(List.of("lane:t1", "owner:default", "ledger:self", "a:b.c_d-e")));
    entry.set("data", ofRecord(type.payload()));
    entry.put("datacontenttype", "application/json");
    entry.put("id", pick(List.of("e-1", "ledger:x", "with space", "~", "i".repeat(128))));
    entry.put("recordedtime", time());
    entry.put("source", source(type));
    entry.put("specversion", "1.0");
    entry.put("streamseq", random.nextInt(3) == 0 ? (1L << 53) - 1 : random.nextInt(1000));
    if (random.nextBoolean()) {
      entry.put("subject", "s" + pick(TEXTS));
    }
    if (random.nextBoolean()) {
      entry.put("time", time());
    }
    if (random.nextBoolean()) {
      entry.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }
    return entry.put("type", type.wire());
  }

  <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String source(EventType type) {
    return pick(SOURCES.stream().filter(s -> type.belongsIn(StreamId.parse(s).kind())).toList());
  }

  private String time() {
    return "2026-0%d-1%dT0%d:30:0%d.12%dZ"
        .formatted(
            1 + random.nextInt(9),
            random.nextInt(9),
            random.nextInt(9),
            random.nextInt(9),
            random.nextInt(9));
  }

  /** Any JSON value, mostly of the wrong type for where it is put. */
  JsonNode any() {
    return switch (random.nextInt(9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong() >> random.nextInt(64));
      case 3 -> NODES.numberNode(random.nextDouble());
      case 4 -> NODES.arrayNode();
      case 5 -> NODES.objectNode();
      case 6 -> NODES.stringNode("0".repeat(64));
      case 7 -> NODES.objectNode().put(pick(TEXTS), 1);
      default -> NODES.stringNode(pick(TEXTS));
    };
  }

  private ObjectNode ofRecord(Class<?> type) {
    ObjectNode object = NODES.objectNode();
    for (RecordComponent component : type.getRecordComponents()) {
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      int choice = optional ? random.nextInt(4) : 3;
      if (choice > 0) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        String name = named == null ? component.getName() : named.value();
        JsonNode value =
            name.equals("expires") ? NODES.stringNode(time()) : value(component.getGenericType());
        object.set(name, choice == 1 ? NODES.nullNode() : value);
      }
    }
    return object;
  }

  private JsonNode value(Type type) {
    return switch (type) {
      case Class<?> c when c == String.class -> NODES.stringNode(pick(TEXTS));
      case Class<?> c when c == int.class -> NODES.numberNode(1);
      case Class<?> c when c == long.class || c == Long.class ->
          NODES.numberNode(pick(List.of(0L, 1L, -1L, 90L, (1L << 53) - 1, 1 - (1L << 53))));
      case Class<?> c when c == boolean.class || c == Boolean.class ->
          NODES.booleanNode(random.nextBoolean());
      case Class<?> c when c == Hash.class ->
          NODES.stringNode(Hash.sha256(new byte[random.nextInt(9)]).hex());
      case Class<?> c when c == ContentHash.class ->
          NODES.stringNode(random.nextBoolean() ? "ABSENT" : Hash.sha256().hex());
      case Class<?> c when c == StreamId.class -> NODES.stringNode(pick(SOURCES));
      case Class<?> c when c == Requirement.class -> requirement();
      case Class<?> c when c.isEnum() ->
          NODES.stringNode(((Enum<?>) pick(List.of(c.getEnumConstants()))).name());
      case Class<?> c when c.isRecord() -> ofRecord(c);
      case ParameterizedType p when p.getRawType() == List.class -> list(p);
      case ParameterizedType p when p.getRawType() == SortedMap.class -> map(p);
      default -> throw new IllegalArgumentException("no value for " + type);
    };
  }

  private ObjectNode requirement() {
    ObjectNode object = NODES.objectNode();
    switch (random.nextInt(5)) {
      case 0 -> object.put("grant", pick(TEXTS));
      case 1 -> object.putObject("leg").put("blocker", pick(TEXTS)).put("leg", pick(TEXTS));
      case 2 -> object.put("blocker", pick(TEXTS));
      case 3 -> object.put("input", pick(TEXTS));
      default -> object.put("allBlockers", true);
    }
    return object;
  }

  private ArrayNode list(ParameterizedType type) {
    ArrayNode list = NODES.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(value(type.getActualTypeArguments()[0]));
    }
    return list;
  }

  private ObjectNode map(ParameterizedType type) {
    ObjectNode map = NODES.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.set(
          pick(List.of("P", "P2", "Q", "blockers.v1")), value(type.getActualTypeArguments()[1]));
    }
    return map;
  }
}
