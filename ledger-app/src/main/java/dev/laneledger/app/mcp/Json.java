package dev.laneledger.app.mcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON between the protocol's maps and the ledger's trees. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The text as an object; an empty one where it is none. */
  static ObjectNode object(byte[] utf8) {
    try {
      return MAPPER.readTree(utf8) instanceof ObjectNode object ? object : object();
    } catch (JacksonException e) {
      return object();
    }
  }

  static ObjectNode tree(@Nullable Map<String, Object> map) {
    return map == null ? object() : MAPPER.valueToTree(map);
  }

  static Map<String, Object> map(ObjectNode tree) {
    return MAPPER.convertValue(tree, MAP);
  }
}
