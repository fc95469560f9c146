package dev.laneledger.api.merkle;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.hash.Sha256;
import java.util.ArrayList;
import java.util.List;

/** Roots and proofs (RFC 6962 section 2.1); the package gives the formulas. */
public final class MerkleTree {
  /** The root of a tree without leaves: SHA-256 of nothing. */
  public static final Hash EMPTY_ROOT = Hash.sha256();

  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;

  private MerkleTree() {}

  /** SHA-256( 0x00 || entry ). */
  public static Hash leafHash(byte[] entry) {
    return Hash.sha256(LEAF, entry);
  }

  /** The leaf hash of the entry in[from, to), put at {@code at}. */
  public static void leafHash(Sha256 sha, byte[] in, int from, int to, byte[] out, int at) {
    sha.prefixed(LEAF, in, from, to, out, at);
  }

  /** The node over two hashes that stand one after the other, put at {@code at}. */
  public static void nodeHash(Sha256 sha, byte[] children, int childrenAt, byte[] out, int at) {
    sha.pair(NODE, children, childrenAt, children, childrenAt + Hash.BYTES, out, at);
  }

  /** SHA-256( 0x01 || left || right ). */
  public static Hash nodeHash(Hash left, Hash right) {
    return Hash.sha256(NODE, left, right);
  }

  /** The root over leaf hashes in memory. */
  public static Hash rootOf(List<Hash> leaves) {
    return root(leaves.size(), over(leaves));
  }

  /** Reads leaf hashes in memory; subtrees are computed at each call. */
  public static HashReader over(List<Hash> leaves) {
    return (level, index) -> range(index << level, (index + 1) << level, leaves);
  }

  /**
   * The root of the first {@code size} leaves.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  public static Hash root(long size, HashReader reader) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree size must not be negative, but is " + size);
    }
    return size == 0 ? EMPTY_ROOT : range(0, size, reader);
  }

  /**
   * Proves that a leaf is in the tree of the given size.
   *
   * @throws IllegalArgumentException unless 0 &lt;= index &lt; size
   */
  public static InclusionProof prove(long index, long size, HashReader reader) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "an index must be from 0 to below the size " + size + ", but is " + index);
    }
    List<Hash> path = new ArrayList<>();
    path(index, 0, size, reader, path);
    return new InclusionProof(index, size, path);
  }

  /**
   * Proves that the first tree is a prefix of the second.
   *
   * @throws IllegalArgumentException unless 0 &lt; from &lt;= to
   */
  public static ConsistencyProof proveConsistency(long from, long to, HashReader reader) {
    if (from <= 0 || from > to) {
      throw new IllegalArgumentException(
          "a consistency proof must go from a size above 0 up to " + to + ", but from is " + from);
    }
    List<Hash> path = new ArrayList<>();
    subProof(from, 0, to, true, reader, path);
    return new ConsistencyProof(from, to, path);
  }

  /** PATH(index - start, D[start:end]). */
  private static void path(long index, long start, long end, HashReader reader, List<Hash> out) {
    if (end - start == 1) {
      return;
    }
    long split = split(start, end);
    if (index < split) {
      path(index, start, split, reader, out);
      out.add(range(split, end, reader));
    } else {
      path(index, split, end, reader, out);
      out.add(range(start, split, reader));
    }
  }

  /** SUB(from - start, D[start:end], known): is the root of a completed range known already? */
  private static void subProof(
      long from, long start, long end, boolean known, HashReader reader, List<Hash> out) {
    if (from == end) {
      if (!known) {
        out.add(range(start, end, reader));
      }
      return;
    }
    long split = split(start, end);
    if (from <= split) {
      subProof(from, start, split, known, reader, out);
      out.add(range(split, end, reader));
    } else {
      subProof(from, split, end, false, reader, out);
      out.add(range(start, split, reader));
    }
  }

  /**
   * The root over [start, end), where start is a multiple of the range's size rounded up to 2^x.
   */
  private static Hash range(long start, long end, HashReader reader) {
    long size = end - start;
    if (Long.bitCount(size) == 1) {
      int level = Long.numberOfTrailingZeros(size);
      return reader.hash(level, start >> level);
    }
    long split = split(start, end);
    return nodeHash(range(start, split, reader), range(split, end, reader));
  }

  private static Hash range(long start, long end, List<Hash> leaves) {
    if (end - start == 1) {
      return leaves.get(Math.toIntExact(start));
    }
    long split = split(start, end);
    return nodeHash(range(start, split, leaves), range(split, end, leaves));
  }

  /** The largest power of two below the range's size, from the start. */
  private static long split(long start, long end) {
    return start + Long.highestOneBit(end - start - 1);
  }
}
