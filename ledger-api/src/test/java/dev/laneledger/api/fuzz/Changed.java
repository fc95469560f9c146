package dev.laneledger.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Inputs that differ little from good ones. */
final class Changed {
  private static final int[] TELLING = {
    0, '\n', ' ', '"', '0', '9', '+', '-', '=', 0x7f, 0x80, 0xc3, 0xff
  };

  private Changed() {}

  /**
   * One to three changes: a byte is another, a stretch is left out, doubled or taken from another.
   */
  static byte[] of(byte[] input, byte[] other, Random random) {
    byte[] changed = input;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      changed = once(changed, other, random);
    }
    return changed;
  }

  private static byte[] once(byte[] input, byte[] other, Random random) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + random.nextInt(1, 9));
    return switch (random.nextInt(5)) {
      case 0 -> joined(input, from, telling(random), to);
      case 1 -> joined(input, from, new byte[0], to);
      case 2 -> joined(input, from, telling(random), from);
      case 3 -> joined(input, to, Arrays.copyOfRange(input, from, to), to);
      default -> joined(input, from, stretch(other, random), to);
    };
  }

  private static byte[] telling(Random random) {
    return new byte[] {(byte) TELLING[random.nextInt(TELLING.length)]};
  }

  private static byte[] stretch(byte[] other, Random random) {
    int from = random.nextInt(other.length + 1);
    return Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(40)));
  }

  private static byte[] joined(byte[] input, int end, byte[] middle, int start) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, end);
    out.writeBytes(middle);
    out.write(input, start, input.length - start);
    return out.toByteArray();
  }
}
