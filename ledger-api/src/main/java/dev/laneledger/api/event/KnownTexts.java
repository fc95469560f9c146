package dev.laneledger.api.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What short ASCII texts mean, found by their bytes: the same few come again and again, and need
 * not be read each time. Of two that fall on one place the later one is kept.
 */
final class KnownTexts<T> {
  private static final int PLACES = 256;
  private static final int LOOKED_AT = 16;

  private final Function<String, @Nullable T> meaning;
  private final byte[][] texts = new byte[PLACES][];
  private final @Nullable Object[] values = new Object[PLACES];

  /**
   * @param meaning of a text; null if it has none
   */
  KnownTexts(Function<String, @Nullable T> meaning) {
    this.meaning = meaning;
  }

  /** What the bytes [from, to) mean, or null. */
  @SuppressWarnings("unchecked") // only put in here
  @Nullable T get(byte[] in, int from, int to) {
    int place = place(in, from, to);
    byte[] known = texts[place];
    if (known != null && Arrays.equals(in, from, to, known, 0, known.length)) {
      return (T) values[place];
    }
    T value = meaning.apply(new String(in, from, to - from, StandardCharsets.US_ASCII));
    texts[place] = Arrays.copyOfRange(in, from, to);
    values[place] = value;
    return value;
  }

  /** Such texts differ near their ends. */
  private static int place(byte[] in, int from, int to) {
    int hash = to - from;
    for (int at = Math.max(from, to - LOOKED_AT); at < to; at++) {
      hash = 31 * hash + in[at];
    }
    return (hash ^ hash >>> 8) & (PLACES - 1);
  }
}
