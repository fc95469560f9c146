package dev.laneledger.api.hash;

import java.nio.ByteBuffer;

/**
 * A set of SHA-256 hashes by their first bytes, in one open-addressed table of longs: two to four
 * times as many bytes as are kept of each hash.
 */
public final class DigestSet {
  private static final int FIRST_PLACES = 1 << 10;

  private final int words;
  private long[] table;
  private int size;

  private DigestSet(int words) {
    this.words = words;
    this.table = new long[FIRST_PLACES * words];
  }

  /** Hashes count as equal when their first 128 bits are: 32 to 64 bytes each. */
  public static DigestSet ofPrefixes() {
    return new DigestSet(2);
  }

  /** Hashes count as equal when all of their 256 bits are: 64 to 128 bytes each. */
  public static DigestSet ofWhole() {
    return new DigestSet(Hash.BYTES / Long.BYTES);
  }

  /** Number of hashes. */
  public int size() {
    return size;
  }

  /** Adds the hash; false if it was there. */
  public boolean add(Hash hash) {
    if (2L * words * (size + 1) > table.length) {
      grow();
    }
    long[] key = key(hash);
    int at = place(table, key, 0);
    if (table[at] != 0) {
      return false;
    }
    System.arraycopy(key, 0, table, at, words);
    size++;
    return true;
  }

  /** Whether the hash was added. */
  public boolean contains(Hash hash) {
    return table[place(table, key(hash), 0)] != 0;
  }

  private long[] key(Hash hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash.bytes());
    long[] key = new long[words];
    for (int i = 0; i < words; i++) {
      key[i] = bytes.getLong();
    }
    key[0] |= 1; // never 0, which marks a free place
    return key;
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(table.length, 2)];
    for (int i = 0; i < table.length; i += words) {
      if (table[i] != 0) {
        System.arraycopy(table, i, larger, place(larger, table, i), words);
      }
    }
    table = larger;
  }

  /** Where the key that stands at {@code from} is, or the free place where it belongs. */
  private int place(long[] in, long[] keys, int from) {
    int places = in.length / words;
    int at = ((int) keys[from + 1] & (places - 1)) * words;
    while (in[at] != 0 && !same(in, at, keys, from)) {
      at = at + words == in.length ? 0 : at + words;
    }
    return at;
  }

  private boolean same(long[] in, int at, long[] keys, int from) {
    for (int i = 0; i < words; i++) {
      if (in[at + i] != keys[from + i]) {
        return false;
      }
    }
    return true;
  }
}
