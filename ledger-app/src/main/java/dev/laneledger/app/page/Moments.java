package dev.laneledger.app.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments for people: always in UTC, to the second. */
final class Moments {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int DATE_AND_TIME = "uuuu-MM-ddTHH:mm:ss".length();

  private Moments() {}

  /** RFC 3339 UTC milliseconds, as entries write it. */
  static String text(Instant moment) {
    return MILLIS.format(moment);
  }

  /** {@code 2026-06-12 18:00:00 UTC}. */
  static String readable(String moment) {
    return moment.length() < DATE_AND_TIME
        ? moment
        : moment.substring(0, DATE_AND_TIME).replace('T', ' ') + " UTC";
  }

  /** A length of time, with as many digits as somebody compares. */
  static String length(Duration length) {
    long millis = length.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return millis / 1_000 + "." + millis % 1_000 / 100 + " s";
    }
    return millis < 3_600_000
        ? length.toMinutes() + " min " + length.toSecondsPart() + " s"
        : length.toHours() + " h " + length.toMinutesPart() + " min";
  }

  /** How long ago, in one unit. */
  static String ago(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 60) {
      return seconds + " s ago";
    }
    if (seconds < 3_600) {
      return age.toMinutes() + " min ago";
    }
    return age.toHours() < 48 ? age.toHours() + " h ago" : age.toDays() + " days ago";
  }
}
