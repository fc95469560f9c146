package dev.laneledger.api.canonical;

import dev.laneledger.api.canonical.JsonRefusedException.Rule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one JSON text into a tree, or says by pointer why not. */
final class StrictReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final BigDecimal LARGEST_INTEROPERABLE = BigDecimal.valueOf((1L << 53) - 1);

  /** A whole number of no more is below 2^53. */
  private static final int EXACT_DIGITS = 15;

  private final JsonParser parser;
  private final int maxDepth;
  private final boolean interoperableNumbers;

  /** Only an escape can bring half a character into a text that was UTF-8. */
  private final boolean escapes;

  private StrictReader(
      JsonParser parser, boolean escapes, int maxDepth, boolean interoperableNumbers) {
    this.parser = parser;
    this.escapes = escapes;
    this.maxDepth = maxDepth;
    this.interoperableNumbers = interoperableNumbers;
  }

  /**
   * @param maxDepth how many containers may enclose one another; 0 allows a bare scalar only
   * @param interoperableNumbers whether numbers beyond &plusmn;(2^53-1) are refused
   */
  static JsonNode read(byte[] utf8, int maxDepth, boolean interoperableNumbers) {
    String text = JsonText.decode(utf8);
    try (JsonParser parser = JsonText.parser(text)) {
      StrictReader reader =
          new StrictReader(parser, text.contains("\\u"), maxDepth, interoperableNumbers);
      JsonNode value = reader.value(parser.nextToken(), 0);
      if (parser.nextToken() != null) {
        throw reader.malformed("more follows the first value; send one value");
      }
      return value;
    } catch (JacksonException e) {
      throw new JsonRefusedException(Rule.MALFORMED, "", JsonText.describe(e));
    }
  }

  static JsonRefusedException tooDeep(String pointer, int maxDepth) {
    return new JsonRefusedException(
        Rule.TOO_DEEP, pointer, "this is deeper than " + maxDepth + "; flatten the value");
  }

  static JsonRefusedException overflow(String pointer, String number) {
    return new JsonRefusedException(
        Rule.NUMBER_RANGE, pointer, number + " overflows a double; send it as a string");
  }

  private JsonNode value(@Nullable JsonToken token, int depth) {
    return switch (token) {
      case null -> throw malformed("there is no value; send one");
      case START_OBJECT -> object(deeper(depth));
      case START_ARRAY -> array(deeper(depth));
      case VALUE_STRING -> NODES.stringNode(unicode(parser.getString()));
      case VALUE_NUMBER_INT ->
          parser.getStringLength() <= EXACT_DIGITS
              ? whole(parser.getLongValue())
              : number(parser.getString());
      case VALUE_NUMBER_FLOAT -> number(parser.getString());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw malformed("a value cannot begin with " + token);
    };
  }

  private int deeper(int depth) {
    if (depth >= maxDepth) {
      throw tooDeep(pointer(), maxDepth);
    }
    return depth + 1;
  }

  private ObjectNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    String greatest = "";
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (escapes && Surrogates.firstLone(name) >= 0) {
        throw new JsonRefusedException(
            Rule.LONE_SURROGATE,
            containerPointer(),
            "in a name, " + Surrogates.describe(name, Surrogates.firstLone(name)));
      }
      if (name.compareTo(greatest) > 0) {
        greatest = name;
      } else if (object.has(name)) {
        throw new JsonRefusedException(
            Rule.DUPLICATE_NAME, pointer(), "\"" + name + "\" occurs again; send it once");
      }
      object.set(name, value(parser.nextToken(), depth));
    }
    return object;
  }

  private ArrayNode array(int depth) {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(value(token, depth));
    }
    return array;
  }

  private String unicode(String text) {
    int lone = escapes ? Surrogates.firstLone(text) : -1;
    if (lone >= 0) {
      throw new JsonRefusedException(
          Rule.LONE_SURROGATE, pointer(), Surrogates.describe(text, lone));
    }
    return text;
  }

  private JsonNode number(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw overflow(pointer(), text);
    }
    if (interoperableNumbers && exceedsInteroperable(value, text)) {
      throw new JsonRefusedException(
          Rule.NUMBER_RANGE, pointer(), text + " is beyond ±(2^53−1); send it as a string");
    }
    if (!EcmaNumber.isExactInteger(value)) {
      return NODES.numberNode(value);
    }
    return whole((long) value);
  }

  private static JsonNode whole(long value) {
    return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
  }

  /** The text decides, so that a fraction above the limit is not rounded down to it. */
  private static boolean exceedsInteroperable(double value, String text) {
    double limit = LARGEST_INTEROPERABLE.doubleValue();
    return Math.abs(value) > limit
        || (Math.abs(value) == limit
            && new BigDecimal(text).abs().compareTo(LARGEST_INTEROPERABLE) > 0);
  }

  /** The current value; at the start of a container, that container. */
  private String pointer() {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  /** The object around the current name. */
  private String containerPointer() {
    TokenStreamContext parent = parser.streamReadContext().getParent();
    return parent == null ? "" : parent.pathAsPointer().toString();
  }

  private JsonRefusedException malformed(String detail) {
    return new JsonRefusedException(Rule.MALFORMED, "", detail);
  }
}
