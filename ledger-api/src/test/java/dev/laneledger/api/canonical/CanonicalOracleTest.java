package dev.laneledger.api.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with an independent implementation of RFC 8785. */
class CanonicalOracleTest {
  private static final String[] TEXTS = {
    "", "a", "é", "e\u0301", "\u20ac", "😀", "Ａ", "\u0000", "\u001f", "\u007f", "\u0085", "\u2028",
    "\"", "\\", "/", "\n", "\t", "\b", "\f", "\r", "\uffff", "\uE000", "zz", "Z", "1", "10", "2"
  };

  @ParameterizedTest
  @CsvSource({ // RFC 8785 appendix B
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void writesTheNumbersOfTheRfc(String bits, String text) {
    assertThat(EcmaNumber.format(Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(bits))))
        .isEqualTo(text);
  }

  @Test
  void writesDenormalNumbersWithTheFewestDigitsThatReadBack() {
    for (long bits = 1; bits < 100_000; bits++) {
      double value = Double.longBitsToDouble(bits);
      String text = EcmaNumber.format(value);
      BigDecimal decimal = new BigDecimal(text);
      assertThat(decimal.doubleValue()).isEqualTo(value);
      if (decimal.precision() > 1) {
        MathContext fewer = new MathContext(decimal.precision() - 1, RoundingMode.HALF_EVEN);
        assertThat(new BigDecimal(value).round(fewer).doubleValue()).as(text).isNotEqualTo(value);
      }
    }
  }

  @Test
  void writesNumbersAsTheOracleDoesAtEveryCorner() throws IOException {
    for (int exponent = -324; exponent <= 308; exponent++) {
      for (int digit = 1; digit < 100; digit++) {
        double value = Double.parseDouble(digit + "e" + (exponent - 1));
        same(value);
        same(Math.nextUp(value));
        same(Math.nextDown(value));
      }
    }
    for (int exponent = -1074; exponent < 1024; exponent++) {
      double power = Math.scalb(1.0, exponent);
      same(power);
      same(Math.nextUp(power));
      same(-Math.nextDown(power));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 20260612)
  void writesRandomNumbersAsTheOracleDoes(long seed) throws IOException {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 300_000; i++) {
      same(Double.longBitsToDouble(random.nextLong()));
      same(random.nextLong() / (double) (1 + random.nextInt(1000)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = 8785)
  void writesRandomTextsAsTheOracleDoes(long seed) throws IOException {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String text = random.nextBoolean() ? object(random, 0) : array(random, 0);
      byte[] ours = CanonicalJson.canonicalize(text.getBytes(StandardCharsets.UTF_8));
      assertThat(new String(ours, StandardCharsets.UTF_8))
          .as(text)
          .isEqualTo(new JsonCanonicalizer(text).getEncodedString());
    }
  }

  /** The oracle does not end, or pads with a hundred zeros, for some denormal numbers. */
  private static void same(double value) throws IOException {
    if (!Double.isFinite(value) || Math.abs(value) < Double.MIN_NORMAL) {
      return;
    }
    String expected = NumberToJSON.serializeNumber(value);
    if (!expected.equals(EcmaNumber.format(value))) {
      assertThat(EcmaNumber.format(value)).isEqualTo(expected);
    }
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 5 : 7)) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 3 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(-30, 30)));
      case 4 -> string(random.nextInt() + text(random), random);
      case 5 -> array(random, depth + 1);
      default -> object(random, depth + 1);
    };
  }

  private static String array(Random random, int depth) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> value(random, depth))
        .collect(Collectors.joining(" ,\n", "[", "]"));
  }

  private static String object(Random random, int depth) {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(i -> text(random) + text(random) + i)
        .map(name -> string(name, random) + "\t:\r " + value(random, depth))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  /** Escapes what must be, and at random what may be. */
  private static String string(String text, Random random) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      boolean escape = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
      out.append(
          escape || random.nextInt(8) == 0
              ? String.format(Locale.ROOT, "\\u%04X", (int) c)
              : "" + c);
    }
    return out.append('"').toString();
  }
}
