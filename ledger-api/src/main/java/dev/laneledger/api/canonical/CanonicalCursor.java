package dev.laneledger.api.canonical;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over bytes that should be in canonical form, without making a tree. Each method passes one
 * token and says whether it stood there in its canonical form; after {@code false} the place is
 * undefined. It accepts nothing that {@link CanonicalJson#parseCanonical} refuses; what it does not
 * accept may still be canonical.
 */
public final class CanonicalCursor {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final long LARGEST = (1L << 53) - 1;
  private static final int LARGEST_DIGITS = 16;

  private static final boolean[] HEX = hex();

  private byte[] in = new byte[0];
  private int at;
  private int end;
  private long number;

  private static boolean[] hex() {
    boolean[] hex = new boolean[256];
    "0123456789abcdef".chars().forEach(c -> hex[c] = true);
    return hex;
  }

  /** Begins anew with the bytes [from, to). */
  public void over(byte[] bytes, int from, int to) {
    this.in = bytes;
    this.at = from;
    this.end = to;
  }

  /** Where the next token begins. */
  public int at() {
    return at;
  }

  /** Goes back to an earlier place. */
  public void back(int place) {
    at = place;
  }

  /** The ASCII text of the bytes [from, to). */
  public String ascii(int from, int to) {
    return new String(in, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Whether that byte is among the bytes [from, to). */
  public boolean contains(int from, int to, byte sought) {
    for (int i = from; i < to; i++) {
      if (in[i] == sought) {
        return true;
      }
    }
    return false;
  }

  /** Whether everything was passed. */
  public boolean atEnd() {
    return at == end;
  }

  /** Passes exactly these bytes; otherwise stays where it is. */
  public boolean literal(byte[] expected) {
    int after = at + expected.length;
    if (after > end || !Arrays.equals(in, at, after, expected, 0, expected.length)) {
      return false;
    }
    at = after;
    return true;
  }

  /** Passes this ASCII character; otherwise stays where it is. */
  public boolean character(char expected) {
    if (at >= end || in[at] != expected) {
      return false;
    }
    at++;
    return true;
  }

  /** Passes a string with its quotes (RFC 8785 section 3.2.2.2, in well-formed UTF-8). */
  public boolean string() {
    if (!character('"')) {
      return false;
    }
    while (plain()) {
      byte b = in[at];
      if (b == '"') {
        at++;
        return true;
      }
      if (!(b == '\\' ? escape() : b < 0 && utf8())) {
        return false;
      }
    }
    return false;
  }

  /** Passes a string of printable ASCII without escapes, and its quotes. */
  public boolean plainString() {
    return character('"') && plain() && character('"');
  }

  /** Passes a string of exactly so many lower-case hex digits, and its quotes. */
  public boolean hexString(int digits) {
    int after = at + 1 + digits;
    if (after >= end || in[at] != '"' || in[after] != '"') {
      return false;
    }
    for (int i = at + 1; i < after; i++) {
      if (!HEX[in[i] & 0xff]) {
        return false;
      }
    }
    at = after + 1;
    return true;
  }

  /**
   * Whether the plain string at one place comes before that at another, up to which the cursor has
   * come.
   *
   * @param oneEnd where the first ends
   */
  public boolean ordered(int one, int oneEnd, int other) {
    return Arrays.compareUnsigned(in, one + 1, oneEnd - 1, in, other + 1, at - 1) < 0;
  }

  /** Passes a whole number within &plusmn;(2^53-1), which {@link #number} then gives. */
  public boolean whole() {
    boolean negative = character('-');
    int first = at;
    long value = 0;
    while (at < end && in[at] >= '0' && in[at] <= '9' && at - first < LARGEST_DIGITS) {
      value = 10 * value + (in[at++] - '0');
    }
    boolean zero = at > first && in[first] == '0';
    number = negative ? -value : value;
    return at > first && value <= LARGEST && !(zero && (negative || at - first > 1));
  }

  /** The number that {@link #whole} passed. */
  public long number() {
    return number;
  }

  /** Goes to the next byte that is not plain: a quote, a backslash, a control, a part of UTF-8. */
  private boolean plain() {
    while (at + Long.BYTES <= end) {
      long special = special((long) LONGS.get(in, at));
      if (special != 0) {
        at += Long.numberOfTrailingZeros(special) / Byte.SIZE;
        return true;
      }
      at += Long.BYTES;
    }
    while (at < end && in[at] >= ' ' && in[at] != '"' && in[at] != '\\') {
      at++;
    }
    return at < end;
  }

  /** A bit in the first byte that is below a space, a quote, a backslash, or above ASCII. */
  private static long special(long eight) {
    long quote = eight ^ (ONES * '"');
    long backslash = eight ^ (ONES * '\\');
    long below = (eight - ONES * ' ') & ~eight;
    long equal = ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash);
    return (below | equal | eight) & HIGH;
  }

  private boolean escape() {
    if (at + 2 > end) {
      return false;
    }
    if (in[at + 1] == 'u') {
      return control();
    }
    boolean known = "\"\\bfnrt".indexOf(in[at + 1]) >= 0;
    at += 2;
    return known;
  }

  /** {@code u00xx} in lower case, of a control that has no short escape. */
  private boolean control() {
    if (at + 6 > end || in[at + 2] != '0' || in[at + 3] != '0') {
      return false;
    }
    int high = in[at + 4] - '0';
    int low = "0123456789abcdef".indexOf(in[at + 5]);
    int value = 16 * high + low;
    at += 6;
    return (high == 0 || high == 1) && low >= 0 && "\b\f\n\r\t".indexOf(value) < 0;
  }

  /** One character of two to four bytes (RFC 3629 section 4). */
  private boolean utf8() {
    int lead = in[at] & 0xff;
    int more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (lead < 0xc2 || lead > 0xf4 || at + more >= end) {
      return false;
    }
    int second = in[at + 1] & 0xff;
    int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    boolean good = second >= least && second <= most;
    for (int i = 2; i <= more; i++) {
      good &= (in[at + i] & 0xc0) == 0x80;
    }
    at += 1 + more;
    return good;
  }
}
