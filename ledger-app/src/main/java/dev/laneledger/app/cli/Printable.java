package dev.laneledger.app.cli;

import java.util.Locale;

/** Text that may hold what a stranger wrote, made safe to be shown at a terminal. */
final class Printable {
  /** What follows within one value stands under it and not at the start of a line. */
  private static final String CONTINUED = "\n            ";

  private Printable() {}

  /** The text with its control and direction characters as escapes, so that none has its effect. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (c == '\n') {
            safe.append(CONTINUED);
          } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            safe.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }
}
