package dev.laneledger.api.hash;

import java.security.DigestException;
import java.security.MessageDigest;

/** SHA-256 from arrays into arrays, without an object for each hash. For one thread. */
public final class Sha256 {
  private final MessageDigest digest = Hash.newSha256();
  private final byte[] pair = new byte[1 + 2 * Hash.BYTES];

  /** SHA-256( prefix || in[from, to) ), put at {@code at}. */
  public void prefixed(byte prefix, byte[] in, int from, int to, byte[] out, int at) {
    digest.update(prefix);
    digest.update(in, from, to - from);
    end(out, at);
  }

  /** SHA-256( prefix || 32 bytes of left || 32 bytes of right ), put at {@code at}. */
  public void pair(
      byte prefix, byte[] left, int leftAt, byte[] right, int rightAt, byte[] out, int at) {
    pair[0] = prefix;
    System.arraycopy(left, leftAt, pair, 1, Hash.BYTES);
    System.arraycopy(right, rightAt, pair, 1 + Hash.BYTES, Hash.BYTES);
    digest.update(pair);
    end(out, at);
  }

  private void end(byte[] out, int at) {
    try {
      digest.digest(out, at, Hash.BYTES);
    } catch (DigestException e) {
      throw new IllegalArgumentException("32 bytes must fit from " + at, e);
    }
  }
}
