package dev.laneledger.app.readmodel;

import dev.laneledger.api.hash.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A digest of a set of rows that grows and shrinks with it: the sum of the rows' SHA-256, each as
 * four numbers of 64 bits that overflow. It tells a damaged file, not a forged one.
 */
final class SetDigest {
  private static final int WORDS = Hash.BYTES / Long.BYTES;

  private final long[] sum = new long[WORDS];

  static SetDigest of(byte[] bytes) {
    SetDigest digest = new SetDigest();
    ByteBuffer.wrap(bytes).asLongBuffer().get(digest.sum);
    return digest;
  }

  SetDigest copy() {
    return of(bytes());
  }

  void add(String program, String part, String name, byte[] value) {
    change(1, program, part, name, value);
  }

  void remove(String program, String part, String name, byte[] value) {
    change(-1, program, part, name, value);
  }

  private void change(int sign, String program, String part, String name, byte[] value) {
    byte[] place = (program + '\n' + part + '\n' + name + '\n').getBytes(StandardCharsets.UTF_8);
    byte[] row = ByteBuffer.allocate(place.length + value.length).put(place).put(value).array();
    ByteBuffer hash = ByteBuffer.wrap(Hash.sha256(row).bytes());
    for (int i = 0; i < WORDS; i++) {
      sum[i] += sign * hash.getLong();
    }
  }

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Hash.BYTES);
    bytes.asLongBuffer().put(sum);
    return bytes.array();
  }
}
