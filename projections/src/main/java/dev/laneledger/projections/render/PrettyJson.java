package dev.laneledger.projections.render;

import dev.laneledger.api.canonical.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes JSON for people as {@code jq .} does, members in the order in which they were set. */
final class PrettyJson {
  private final StringBuilder out = new StringBuilder();

  private PrettyJson() {}

  static byte[] write(JsonNode node) {
    PrettyJson writer = new PrettyJson();
    writer.value(node, "\n");
    return writer.out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(JsonNode node, String newLine) {
    switch (node) {
      case ObjectNode object when !object.isEmpty() -> object(object, newLine);
      case ArrayNode array when !array.isEmpty() -> array(array, newLine);
      default -> scalar(node);
    }
  }

  private void object(ObjectNode object, String newLine) {
    String inner = newLine + "  ";
    out.append('{');
    Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
    while (members.hasNext()) {
      Map.Entry<String, JsonNode> member = members.next();
      out.append(inner);
      scalar(JsonNodeFactory.instance.stringNode(member.getKey()));
      out.append(": ");
      value(member.getValue(), inner);
      out.append(members.hasNext() ? "," : newLine);
    }
    out.append('}');
  }

  private void array(ArrayNode array, String newLine) {
    String inner = newLine + "  ";
    out.append('[');
    Iterator<JsonNode> elements = array.iterator();
    while (elements.hasNext()) {
      out.append(inner);
      value(elements.next(), inner);
      out.append(elements.hasNext() ? "," : newLine);
    }
    out.append(']');
  }

  private void scalar(JsonNode node) {
    out.append(new String(CanonicalJson.write(node), StandardCharsets.UTF_8));
  }
}
