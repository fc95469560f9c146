package dev.laneledger.api.event;

import java.time.Month;
import java.time.Year;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a time in an event: RFC 3339 UTC with milliseconds and {@code Z}, such as {@code
 * 2026-06-12T00:00:00.000Z}. Because the form is fixed, two of them compare as text.
 */
final class Timestamp {
  static final String RULE = "an existing RFC 3339 UTC time with milliseconds and Z";
  private static final String FORM = "dddd-dd-ddTdd:dd:dd.dddZ";
  private static final int YEAR = 0;
  private static final int MONTH = 5;
  private static final int DAY = 8;
  private static final int HOUR = 11;
  private static final int MINUTE = 14;
  private static final int SECOND = 17;

  private Timestamp() {}

  static boolean isValid(String text) {
    return hasForm(text)
        && number(text, HOUR, 2) < 24
        && number(text, MINUTE, 2) < 60
        && number(text, SECOND, 2) < 60
        && isDay(number(text, YEAR, 4), number(text, MONTH, 2), number(text, DAY, 2));
  }

  private static boolean hasForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char c = text.charAt(i);
      boolean good = FORM.charAt(i) == 'd' ? c >= '0' && c <= '9' : c == FORM.charAt(i);
      if (!good) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDay(int year, int month, int day) {
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= Month.of(month).length(Year.isLeap(year));
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = 10 * number + (text.charAt(i) - '0');
    }
    return number;
  }

  static void requireValid(String name, @Nullable String text) {
    if (text != null && !isValid(text)) {
      throw new IllegalArgumentException(name + " must be " + RULE + ", but was: " + text);
    }
  }
}
