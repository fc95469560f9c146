package dev.laneledger.api.merkle;

import dev.laneledger.api.hash.Hash;
import java.util.Arrays;

/**
 * The right edge of a growing tree: the roots of the perfect subtrees that its size is made of,
 * largest first. That is all an append needs, so appending costs two hashes on average and a root
 * one per subtree. Immutable.
 */
public final class MerkleFrontier {
  private static final MerkleFrontier EMPTY = new MerkleFrontier(0, new Hash[0]);

  /** Hears of every subtree that an append completes. */
  @FunctionalInterface
  public interface Listener {
    /** A perfect subtree is complete; its hash never changes. Level 0 is the leaf itself. */
    void completed(int level, long index, Hash hash);
  }

  private final long size;
  private final Hash[] roots; // one per 1-bit of the size, highest bit first

  private MerkleFrontier(long size, Hash[] roots) {
    this.size = size;
    this.roots = roots;
  }

  /** The frontier of a tree without leaves. */
  public static MerkleFrontier empty() {
    return EMPTY;
  }

  /**
   * The frontier of a tree whose subtree hashes are kept elsewhere.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  public static MerkleFrontier of(long size, HashReader reader) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree size must not be negative, but is " + size);
    }
    Hash[] roots = new Hash[Long.bitCount(size)];
    long rest = size;
    for (int i = roots.length - 1; i >= 0; i--) {
      int level = Long.numberOfTrailingZeros(rest);
      rest = rest & (rest - 1);
      roots[i] = reader.hash(level, rest >> level);
    }
    return new MerkleFrontier(size, roots);
  }

  /** The frontier after one more leaf. */
  public MerkleFrontier append(Hash leaf) {
    return append(leaf, (level, index, hash) -> {});
  }

  /** As {@link #append(Hash)}, and tells the listener each completed subtree, leaf first. */
  public MerkleFrontier append(Hash leaf, Listener listener) {
    return append(0, leaf, listener);
  }

  /**
   * The frontier after 2^level more leaves.
   *
   * @param root of the perfect subtree over them
   * @param listener is told of that subtree, and of the larger ones that it completes
   * @throws IllegalArgumentException unless the size is a multiple of 2^level
   */
  public MerkleFrontier append(int level, Hash root, Listener listener) {
    long index = size >> level;
    if (index << level != size) {
      throw new IllegalArgumentException(
          "a subtree of 2^" + level + " leaves must begin at a multiple of that, not at " + size);
    }
    listener.completed(level, index, root);
    Hash hash = root;
    int merged = Long.numberOfTrailingZeros(index + 1); // the trailing ones of the index
    for (int up = 1; up <= merged; up++) {
      hash = MerkleTree.nodeHash(roots[roots.length - up], hash);
      listener.completed(level + up, index >> up, hash);
    }
    Hash[] next = Arrays.copyOf(roots, roots.length - merged + 1);
    next[next.length - 1] = hash;
    return new MerkleFrontier(size + (1L << level), next);
  }

  /** Number of leaves. */
  public long size() {
    return size;
  }

  /** The root of the whole tree. */
  public Hash root() {
    if (size == 0) {
      return MerkleTree.EMPTY_ROOT;
    }
    Hash root = roots[roots.length - 1];
    for (int i = roots.length - 2; i >= 0; i--) {
      root = MerkleTree.nodeHash(roots[i], root);
    }
    return root;
  }
}
