package dev.laneledger.api.canonical;

import java.util.Locale;

/** Finds text that no UTF-8 can carry. */
final class Surrogates {
  private Surrogates() {}

  /** The index of the first surrogate without its other half, or -1. */
  static int firstLone(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (!pair) {
        return i;
      }
      i++;
    }
    return -1;
  }

  /** What to tell the sender of such text. */
  static String describe(String text, int index) {
    return String.format(
        Locale.ROOT,
        "U+%04X at index %d stands alone; send both halves of the pair or neither",
        (int) text.charAt(index),
        index);
  }
}
