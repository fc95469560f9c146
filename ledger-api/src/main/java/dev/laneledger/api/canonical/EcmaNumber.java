package dev.laneledger.api.canonical;

import java.math.BigDecimal;
import java.math.MathContext;

/** Doubles as ECMAScript's {@code Number::toString} writes them (ECMA-262, RFC 8785 §3.2.2.3). */
final class EcmaNumber {
  private static final MathContext ONE_DIGIT = new MathContext(1);
  private static final double EXACT_INTEGERS = 1L << 53;

  private EcmaNumber() {}

  /**
   * Whether the value is a whole number of at most 2^53, as every long up to there has a double.
   */
  static boolean isExactInteger(double value) {
    return Math.abs(value) <= EXACT_INTEGERS && value == Math.rint(value);
  }

  /** The value must be finite. */
  static String format(double value) {
    if (isExactInteger(value)) {
      return Long.toString((long) value);
    }
    return value < 0 ? "-" + positive(-value) : positive(value);
  }

  private static String positive(double value) {
    BigDecimal shortest = shortest(value);
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale(); // value = 0.digits * 10^point
    if (point > 21 || point <= -6) {
      return exponential(digits, point - 1);
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    return point >= digits.length()
        ? digits + "0".repeat(point - digits.length())
        : digits.substring(0, point) + "." + digits.substring(point);
  }

  /**
   * The shortest decimal that reads back as the value, and of those the nearest. Double.toString
   * gives it, except that near zero it prefers two digits to a single one that would do.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() != 2) {
      return decimal;
    }
    BigDecimal oneDigit = decimal.round(ONE_DIGIT).stripTrailingZeros();
    return oneDigit.doubleValue() == value ? oneDigit : decimal;
  }

  private static String exponential(String digits, int exponent) {
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
  }
}
