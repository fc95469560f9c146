package dev.laneledger.app.storage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * RFC 3339 UTC with exactly three decimals and {@code Z}. All of these have 24 characters, so the
 * order of the texts is the order of the times.
 */
final class RecordedTime {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private RecordedTime() {}

  /** The instant, cut to milliseconds. */
  static String format(Instant instant) {
    return MILLISECONDS.format(instant);
  }

  static String later(String a, String b) {
    return a.compareTo(b) < 0 ? b : a;
  }
}
