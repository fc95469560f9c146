package dev.laneledger.api.canonical;

import dev.laneledger.api.canonical.JsonRefusedException.Rule;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Writes one tree in the RFC 8785 form. */
final class CanonicalWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  /** Whole numbers up to here are doubles without loss, and their form is their digits. */
  private static final long MAX_EXACT = (1L << 53) - 1;

  private final StringBuilder out = new StringBuilder(512);

  static String write(JsonNode node) {
    CanonicalWriter writer = new CanonicalWriter();
    writer.value(node, 0);
    return writer.out.toString();
  }

  private void value(JsonNode node, int depth) {
    switch (node.getNodeType()) {
      case OBJECT -> object(node, deeper(depth));
      case ARRAY -> array(node, deeper(depth));
      case STRING -> string(node.stringValue());
      case NUMBER -> number(node);
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL -> out.append("null");
      case BINARY, MISSING, POJO ->
          throw new JsonRefusedException(
              Rule.MALFORMED, "", "a node of type " + node.getNodeType() + " is not JSON");
    }
  }

  private static int deeper(int depth) {
    if (depth == CanonicalJson.MAX_DEPTH) {
      throw StrictReader.tooDeep("", depth);
    }
    return depth + 1;
  }

  /** RFC 8785 section 3.2.3: by UTF-16 code units, which is the order of String.compareTo. */
  private void object(JsonNode node, int depth) {
    Collection<Map.Entry<String, JsonNode>> members = inOrder(node.properties());
    char before = '{';
    for (Map.Entry<String, JsonNode> member : members) {
      out.append(before);
      string(member.getKey());
      out.append(':');
      try {
        value(member.getValue(), depth);
      } catch (JsonRefusedException e) {
        throw e.under(member.getKey());
      }
      before = ',';
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }

  /** What was read from a canonical form, or was made with it in mind, is in order already. */
  private static Collection<Map.Entry<String, JsonNode>> inOrder(
      Set<Map.Entry<String, JsonNode>> members) {
    String before = "";
    for (Map.Entry<String, JsonNode> member : members) {
      if (member.getKey().compareTo(before) < 0) {
        return members.stream().sorted(Map.Entry.comparingByKey()).toList();
      }
      before = member.getKey();
    }
    return members;
  }

  private void array(JsonNode node, int depth) {
    out.append('[');
    for (int i = 0; i < node.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      try {
        value(node.get(i), depth);
      } catch (JsonRefusedException e) {
        throw e.under(Integer.toString(i));
      }
    }
    out.append(']');
  }

  private void number(JsonNode node) {
    if ((node.isInt() || node.isLong()) && Math.abs(node.longValue()) <= MAX_EXACT) {
      out.append(node.longValue());
      return;
    }
    double value = node.isDouble() ? node.doubleValue() : Double.parseDouble(node.asString());
    if (!Double.isFinite(value)) {
      throw StrictReader.overflow("", node.asString());
    }
    out.append(EcmaNumber.format(value));
  }

  /** RFC 8785 section 3.2.2.2. */
  private void string(String text) {
    out.append('"');
    int from = 0;
    boolean surrogates = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, from, i);
        escaped(c);
        from = i + 1;
      }
      surrogates |= c >= Character.MIN_SURROGATE;
    }
    if (surrogates) {
      requirePairs(text);
    }
    (from == 0 ? out.append(text) : out.append(text, from, text.length())).append('"');
  }

  private static void requirePairs(String text) {
    int lone = Surrogates.firstLone(text);
    if (lone >= 0) {
      throw new JsonRefusedException(Rule.LONE_SURROGATE, "", Surrogates.describe(text, lone));
    }
  }

  private void escaped(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }
}
