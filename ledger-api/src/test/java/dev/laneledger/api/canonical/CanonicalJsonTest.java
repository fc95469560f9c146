package dev.laneledger.api.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.canonical.JsonRefusedException.Rule;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.vectors.Vectors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class CanonicalJsonTest {
  private static final Map<String, Rule> RULES =
      Map.of(
          "duplicate name", Rule.DUPLICATE_NAME,
          "duplicate name by escape", Rule.DUPLICATE_NAME,
          "lone surrogate", Rule.LONE_SURROGATE,
          "overflow", Rule.NUMBER_RANGE,
          "byte order mark", Rule.BYTE_ORDER_MARK);

  static List<JsonNode> accepted() {
    return Vectors.list(Vectors.read("canonical.json").get("accept"));
  }

  static List<JsonNode> refused() {
    return Vectors.list(Vectors.read("canonical.json").get("refuse"));
  }

  static List<JsonNode> refusedByAppendOnly() {
    return Vectors.list(Vectors.read("canonical.json").get("refusedByAppendOnly"));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void writesEveryVectorToTheByte(JsonNode vector) {
    byte[] canonical = CanonicalJson.canonicalize(utf8(vector.get("input").stringValue()));
    assertThat(new String(canonical, StandardCharsets.UTF_8))
        .isEqualTo(vector.get("canonical").stringValue());
    assertThat(Hash.sha256(canonical).hex()).isEqualTo(vector.get("sha256").stringValue());
    assertThat(CanonicalJson.canonicalize(canonical)).isEqualTo(canonical);
    assertThat(CanonicalJson.isCanonical(canonical)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesEveryVectorThatIsNoJson(JsonNode vector) {
    byte[] input = utf8(vector.get("input").stringValue());
    JsonRefusedException refusal = refusal(input);
    assertThat(refusal.rule())
        .isEqualTo(RULES.getOrDefault(vector.get("name").stringValue(), Rule.MALFORMED));
    assertThat(CanonicalJson.isCanonical(input)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("refusedByAppendOnly")
  void acceptsLargeNumbersThatOnlyTheAppendInterfaceRefuses(JsonNode vector) {
    byte[] input = utf8(vector.get("input").stringValue());
    assertThat(CanonicalJson.canonicalize(input)).isNotEmpty();
    assertThatThrownBy(() -> IJson.parse(input, 32))
        .isInstanceOfSatisfying(
            JsonRefusedException.class,
            e -> {
              assertThat(e.rule()).isEqualTo(Rule.NUMBER_RANGE);
              assertThat(e.pointer()).isEqualTo("/a");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 9007199254740992",
    "9007199254740995, 9007199254740996",
    "-9007199254740993, -9007199254740992",
    "123456789012345680000, 123456789012345680000",
    "18446744073709551615, 18446744073709552000",
    "-0, 0",
    "-0.0, 0",
    "-1e-400, 0",
    "1E30, 1e+30",
    "0.10000000000000000555, 0.1",
    "1.0, 1",
    "100e-2, 1",
  })
  void writesTheDoubleNearestToTheText(String text, String canonical) {
    assertThat(canonicalize(text)).isEqualTo(canonical);
  }

  @Test
  void writesNumbersOfAnyLength() {
    assertThat(canonicalize("1." + "0".repeat(5000) + "1")).isEqualTo("1");
    assertThat(canonicalize("1" + "0".repeat(300))).isEqualTo("1e+300");
    assertThat(refusal(utf8("1" + "0".repeat(309))).rule()).isEqualTo(Rule.NUMBER_RANGE);
  }

  @Test
  void readsATextAndItsCanonicalFormAsEqualTrees() {
    String text = "{\"b\":[1e2,9007199254740993,-0.0,1E30,0.5],\"a\":5.0}";
    byte[] canonical = CanonicalJson.canonicalize(utf8(text));
    assertThat(CanonicalJson.parse(utf8(text))).isEqualTo(CanonicalJson.parse(canonical));
    assertThat(CanonicalJson.parse(utf8(text)).at("/b/0").isInt()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"x":{"a/b":[0,{"~":1,"~":2}]}}   | DUPLICATE_NAME | /x/a~1b/1/~0
          {"b":1,"a":2,"b":3}               | DUPLICATE_NAME | /b
          {"a":1,"b":2,"a":3}               | DUPLICATE_NAME | /a
          {"a":1,"c":2,"b":3,"c":4}         | DUPLICATE_NAME | /c
          {"x":[1,"\\udc00"]}               | LONE_SURROGATE | /x/1
          {"x":{"\\ud800":1}}               | LONE_SURROGATE | /x
          {"\\ud800\\ud800":1}              | LONE_SURROGATE | ''
          {"x":{"n":-1e999}}                | NUMBER_RANGE   | /x/n
          [[],1e999]                        | NUMBER_RANGE   | /1
          """)
  void namesThePlaceByJsonPointer(String text, Rule rule, String pointer) {
    assertThatThrownBy(() -> CanonicalJson.parse(utf8(text)))
        .isInstanceOfSatisfying(
            JsonRefusedException.class,
            refusal -> {
              assertThat(refusal.rule()).isEqualTo(rule);
              assertThat(refusal.pointer()).isEqualTo(pointer);
            });
  }

  @Test
  void tellsTheReplacementCharacterFromIllFormedBytes() {
    assertThat(canonicalize("\"\uFFFD\"")).isEqualTo("\"\uFFFD\"");
    byte[] both = utf8("\"\uFFFD?\"");
    both[4] = (byte) 0x80;
    assertThat(refusal(both).rule()).isEqualTo(Rule.NOT_UTF8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "nul",
        "[1 2]",
        "{\"a\" 1}",
        "{a:1}",
        "[1]]",
        "\"a",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "[,]",
        "1.",
        ".5",
        "-",
        "1e",
        "0x1",
        "Infinity",
        "-Infinity",
        "tru",
        "1 // c",
        "# c\n1",
        "{\"a\":1,,\"b\":2}",
        "\u00a01",
        "1;",
        "[1}",
        "{1:2}",
        "-01",
        "00",
        "1\u0000"
      })
  void refusesWhatIsNotJson(String text) {
    assertThat(refusal(utf8(text)).rule()).isEqualTo(Rule.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"22ff22", "22c0af22", "22eda08022", "22f490808022", "22e28222", "feff0031"})
  void refusesBytesThatAreNotUtf8(String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    assertThat(refusal(bytes).rule()).isEqualTo(Rule.NOT_UTF8);
  }

  @Test
  void saysTheRuleThenTheValueThenWhatToDo() {
    assertThat(refusal(utf8("{\"a\":{\"b\":1,\"b\":2}}")))
        .hasMessage(
            "a name must occur once in an object (at /a/b): \"b\" occurs again; send it once");
    assertThatThrownBy(() -> IJson.parse(utf8("[9007199254740992]"), 32))
        .hasMessage(
            "a number must be within its range (at /0): 9007199254740992 is beyond ±(2^53−1); "
                + "send it as a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"b\":1,\"a\":2}", "{ }", "1.0", "\"\\u0041\"", "\"\\/\"", "[1] "})
  void acceptsOnlyTheCanonicalFormWhereThatIsDemanded(String text) {
    assertThat(CanonicalJson.isCanonical(utf8(text))).isFalse();
    assertThatThrownBy(() -> CanonicalJson.parseCanonical(utf8(text)))
        .isInstanceOfSatisfying(
            JsonRefusedException.class, e -> assertThat(e.rule()).isEqualTo(Rule.NOT_CANONICAL));
  }

  @Test
  void limitsDepthAndNamesTheContainerThatIsTooDeep() {
    assertThat(canonicalize("[".repeat(1000) + "]".repeat(1000))).hasSize(2000);
    assertThat(refusal(utf8("[".repeat(1001) + "]".repeat(1001))).rule()).isEqualTo(Rule.TOO_DEEP);
    assertThat(refusal(utf8("[".repeat(100_000))).rule()).isEqualTo(Rule.TOO_DEEP);
    assertThat(IJson.parse(utf8("{\"a\":[1]}"), 2)).isNotNull();
    assertThatThrownBy(() -> IJson.parse(utf8("{\"a\":[{}]}"), 2))
        .isInstanceOfSatisfying(
            JsonRefusedException.class,
            e -> {
              assertThat(e.rule()).isEqualTo(Rule.TOO_DEEP);
              assertThat(e.pointer()).isEqualTo("/a/0");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740991",
        "-9007199254740991",
        "9007199254740991.0",
        "9007199254740990.9",
        "0.1",
        "9.007199254740991e15",
        "1e15"
      })
  void interoperableNumbersEndAtTwoToTheFiftyThreeMinusOne(String number) {
    assertThat(IJson.parse(utf8(number), 1).isNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740991.4",
        "-9007199254740991.1",
        "9007199254740992",
        "1e16",
        "-1E+16",
        "1e300"
      })
  void numbersBeyondThatAreRefusedHoweverTheyAreWritten(String number) {
    assertThatThrownBy(() -> IJson.parse(utf8("{\"n\":[" + number + "]}"), 32))
        .isInstanceOfSatisfying(
            JsonRefusedException.class, e -> assertThat(e.pointer()).isEqualTo("/n/0"));
  }

  @Test
  void writesTreesBuiltByHand() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    JsonNode tree =
        nodes
            .arrayNode()
            .add(1L << 60)
            .add(0.1f)
            .add(BigInteger.TEN.pow(20))
            .add(new BigDecimal("1.50"))
            .add((short) 3);
    assertThat(new String(CanonicalJson.write(tree), StandardCharsets.UTF_8))
        .isEqualTo("[1152921504606847000,0.1,100000000000000000000,1.5,3]");
  }

  @Test
  void refusesTreesThatAreNotJson() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    assertThat(written(nodes.objectNode().set("a/b", nodes.arrayNode().add(Double.NaN))))
        .isEqualTo("/a~1b/0");
    assertThat(written(nodes.arrayNode().add(BigInteger.TEN.pow(400)))).isEqualTo("/0");
    assertThat(written(nodes.arrayNode().add("\ud800"))).isEqualTo("/0");
    assertThat(written(nodes.arrayNode().add(new byte[1]))).isEqualTo("/0");
    assertThat(written(nodes.objectNode().put("\udc00", 1))).isEmpty();
  }

  private static String written(JsonNode node) {
    return catchThrowableOfType(JsonRefusedException.class, () -> CanonicalJson.write(node))
        .pointer();
  }

  private static String canonicalize(String text) {
    return new String(CanonicalJson.canonicalize(utf8(text)), StandardCharsets.UTF_8);
  }

  private static JsonRefusedException refusal(byte[] input) {
    return catchThrowableOfType(
        JsonRefusedException.class, () -> CanonicalJson.canonicalize(input));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
