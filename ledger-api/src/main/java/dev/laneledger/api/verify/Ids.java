package dev.laneledger.api.verify;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.DigestSet;
import dev.laneledger.api.hash.Hash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether an id occurs again in its stream, in memory that does not grow with the ledger. First
 * every pair of stream and id is put into a filter of at most 64 MiB, which never misses a repeat
 * and may suspect a pair that is new: at 10 million entries one in some 200 million. Where it
 * suspects any, the ledger is verified once more, and only those pairs are compared exactly.
 */
final class Ids {
  private static final int LEAST_WORDS = 1 << 10;
  private static final int MOST_WORDS = 1 << 23;
  private static final int UNKNOWN_WORDS = 1 << 20;
  private static final int BLOCK = 8;
  private static final int BITS = 5;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[] filter;

  /** Keys of the pairs that must be compared; null: of all. */
  private final @Nullable Set<Long> suspects;

  /** Of the suspected pairs, those that have occurred; null: the first time. */
  private final @Nullable DigestSet occurred;

  private Ids(long[] filter, @Nullable Set<Long> suspects, @Nullable DigestSet occurred) {
    this.filter = filter;
    this.suspects = suspects;
    this.occurred = occurred;
  }

  /**
   * For the first time.
   *
   * @param size number of entries as far as somebody says; -1: nobody does
   */
  static Ids first(long size) {
    long words = Math.clamp(size, LEAST_WORDS, MOST_WORDS);
    int places = size < 0 ? UNKNOWN_WORDS : Math.toIntExact(Long.highestOneBit(2 * words - 1));
    return new Ids(new long[places], new TreeSet<>(), null);
  }

  /** For the second time, if that is needed. */
  Ids again() {
    return new Ids(new long[0], suspects, DigestSet.ofPrefixes());
  }

  /** For one time, in which every pair is compared exactly. */
  Ids comparingAll() {
    return new Ids(new long[0], null, DigestSet.ofPrefixes());
  }

  /** Whether any pair may have occurred twice. */
  boolean suspectsAny() {
    return occurred == null && suspects != null && !suspects.isEmpty();
  }

  /** What the filter knows a pair by. */
  static long key(StreamId source, byte[] in, int from, int to) {
    long key = source.path().hashCode() * 0x9E37_79B9_7F4A_7C15L + (to - from);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      key = mix(key ^ (long) LONGS.get(in, at));
    }
    for (; at < to; at++) {
      key = key * 257 + in[at];
    }
    return mix(key);
  }

  static long key(StreamId source, String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return key(source, bytes, 0, bytes.length);
  }

  /** One more pair; true if it has certainly occurred before. */
  boolean isRepeated(StreamId source, String id) {
    long key = key(source, id);
    if (occurred == null) {
      add(key);
      return false;
    }
    byte[] pair = (source.path() + '\n' + id).getBytes(StandardCharsets.UTF_8);
    return isSuspected(key) && !occurred.add(Hash.sha256(pair));
  }

  /** Whether the pair must be compared exactly, the second time. */
  boolean mustCompare(long key) {
    return occurred != null && isSuspected(key);
  }

  private boolean isSuspected(long key) {
    return suspects == null || suspects.contains(key);
  }

  /** One more pair, the first time. */
  void add(long key) {
    if (occurred == null) {
      boolean known = put(mix(key)) & put(mix(key + 0x9E37_79B9_7F4A_7C15L));
      if (known && suspects != null) {
        suspects.add(key);
      }
    }
  }

  /** Sets bits in one block of 64 bytes; true if all were set. */
  private boolean put(long bits) {
    int blocks = filter.length / BLOCK;
    int block = ((int) (bits >>> 44) & (blocks - 1)) * BLOCK;
    boolean known = true;
    for (int i = 0; i < BITS; i++) {
      int bit = (int) (bits >>> (9 * i)) & 511;
      long mask = 1L << bit;
      int at = block + (bit >>> 6);
      known &= (filter[at] & mask) != 0;
      filter[at] |= mask;
    }
    return known;
  }

  /** Spreads every bit over all (the finalizer of SplitMix64). */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
