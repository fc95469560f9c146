package dev.laneledger.api.hash;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Immutable bytes that compare by content: keys and signatures. */
public final class Bytes {
  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** These bytes (copied). */
  public static Bytes of(byte... bytes) {
    return new Bytes(bytes.clone());
  }

  /**
   * The inverse of {@link #base64()}; no other spelling of the same bytes is accepted.
   *
   * @throws IllegalArgumentException unless the text is standard base64 with padding
   */
  public static Bytes fromBase64(String base64) {
    try {
      Bytes decoded = new Bytes(Base64.getDecoder().decode(base64));
      if (decoded.base64().equals(base64)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one message for every wrong spelling
    }
    throw new IllegalArgumentException(
        "bytes must be standard base64 with padding, but are: " + base64);
  }

  /** A copy. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /** A copy of the bytes [from, to). */
  public byte[] slice(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** Lower-case hex. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Standard base64 with padding. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Same as {@link #hex()}. */
  @Override
  public String toString() {
    return hex();
  }
}
