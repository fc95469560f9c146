package dev.laneledger.api.event;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a time in an event: RFC 3339 UTC with milliseconds and {@code Z}, such as {@code
 * 2026-06-12T00:00:00.000Z}. Because the form is fixed, two of them compare as text.
 */
final class Timestamp {
  static final String RULE = "an existing RFC 3339 UTC time with milliseconds and Z";
  private static final Pattern FORM =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z");

  private Timestamp() {}

  static boolean isValid(String text) {
    if (!FORM.matcher(text).matches()) {
      return false;
    }
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  static void requireValid(String name, @Nullable String text) {
    if (text != null && !isValid(text)) {
      throw new IllegalArgumentException(name + " must be " + RULE + ", but was: " + text);
    }
  }
}
