package dev.laneledger.api.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An immutable SHA-256 value: 32 bytes, ordered as unsigned bytes. */
public final class Hash implements Comparable<Hash> {
  /** Length in bytes. */
  public static final int BYTES = 32;

  private static final HexFormat HEX = HexFormat.of();

  /** Never updated, only cloned: that is cheaper than a provider look-up and safe on any thread. */
  private static final MessageDigest SHA256 = newSha256();

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The hash with exactly these bytes (copied).
   *
   * @throws IllegalArgumentException unless there are 32
   */
  public static Hash of(byte[] thirtyTwo) {
    if (thirtyTwo.length != BYTES) {
      throw new IllegalArgumentException(
          "a SHA-256 hash must have 32 bytes, but has " + thirtyTwo.length);
    }
    return new Hash(thirtyTwo.clone());
  }

  /** The hash whose 32 bytes begin there (copied). */
  public static Hash at(byte[] bytes, int from) {
    return new Hash(Arrays.copyOfRange(bytes, from, from + BYTES));
  }

  /**
   * The inverse of {@link #hex()}.
   *
   * @throws IllegalArgumentException unless the text is 64 lower-case hex digits
   */
  public static Hash fromHex(String lowerCaseHex) {
    if (lowerCaseHex.length() != 2 * BYTES || !lowerCaseHex.chars().allMatch(Hash::isLowerHex)) {
      throw new IllegalArgumentException(
          "a SHA-256 hash must be 64 lower-case hex digits, but is: " + lowerCaseHex);
    }
    return new Hash(HEX.parseHex(lowerCaseHex));
  }

  /**
   * The inverse of {@link #base64()}; no other spelling of the same bytes is accepted.
   *
   * @throws IllegalArgumentException unless the text is canonical base64 of 32 bytes
   */
  public static Hash fromBase64(String base64) {
    Bytes decoded = Bytes.fromBase64(base64);
    if (decoded.length() != BYTES) {
      throw new IllegalArgumentException(
          "a SHA-256 hash must be base64 of 32 bytes (44 characters), but is: " + base64);
    }
    return new Hash(decoded.toArray());
  }

  /** SHA-256 of the parts, one after the other. */
  public static Hash sha256(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Hash(digest.digest());
  }

  /** SHA-256( prefix || data ), the one-byte domain separation of leaves and chain starts. */
  public static Hash sha256(byte prefix, byte[] data) {
    MessageDigest digest = digest();
    digest.update(prefix);
    digest.update(data);
    return new Hash(digest.digest());
  }

  /** SHA-256( prefix || left || right ), as tree nodes and chain links are built. */
  public static Hash sha256(byte prefix, Hash left, Hash right) {
    byte[] input = new byte[1 + 2 * BYTES];
    input[0] = prefix;
    System.arraycopy(left.bytes, 0, input, 1, BYTES);
    System.arraycopy(right.bytes, 0, input, 1 + BYTES, BYTES);
    return new Hash(digest().digest(input));
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Puts the 32 bytes there. */
  public void copyTo(byte[] out, int at) {
    System.arraycopy(bytes, 0, out, at, BYTES);
  }

  /** Whether these are the 32 bytes that stand there. */
  public boolean isAt(byte[] in, int at) {
    return Arrays.equals(bytes, 0, BYTES, in, at, at + BYTES);
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return HEX.formatHex(bytes);
  }

  /** Standard base64 with padding: 44 characters. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
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

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private static MessageDigest digest() {
    try {
      return (MessageDigest) SHA256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
