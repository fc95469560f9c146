package dev.laneledger.api.verify;

import dev.laneledger.api.hash.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Remembers (source, id) pairs as the first 128 bits of their SHA-256, in one open-addressed table
 * of longs: 32 to 64 bytes a pair.
 */
final class IdSet {
  private long[] table = new long[1 << 11];
  private int size;

  /** Adds the pair; false if it was there. */
  boolean add(String source, String id) {
    if (4L * (size + 1) > table.length) {
      grow();
    }
    byte[] key = (source + '\n' + id).getBytes(StandardCharsets.UTF_8);
    ByteBuffer digest = ByteBuffer.wrap(Hash.sha256(key).bytes());
    boolean added = put(table, digest.getLong() | 1, digest.getLong());
    size += added ? 1 : 0;
    return added;
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(table.length, 2)];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != 0) {
        put(larger, table[i], table[i + 1]);
      }
    }
    table = larger;
  }

  /** The high half is never 0, which marks a free place. */
  private static boolean put(long[] table, long high, long low) {
    int mask = table.length - 2;
    int at = (int) low & mask;
    while (table[at] != 0) {
      if (table[at] == high && table[at + 1] == low) {
        return false;
      }
      at = (at + 2) & mask;
    }
    table[at] = high;
    table[at + 1] = low;
    return true;
  }
}
