package dev.laneledger.api.merkle;

import java.util.OptionalLong;

/** Finds where two trees part, reading two hashes of each at every level. */
public final class FirstDifference {
  private FirstDifference() {}

  /**
   * The first leaf at which the trees differ among the first {@code size}; empty if their perfect
   * subtrees are alike. It is as right as the hashes that it is given: where a reader's subtree
   * hash is not that of its leaves, the leaf found may be alike in both, and the caller must
   * compare what stands there.
   *
   * @param size not negative; both trees have at least so many leaves
   */
  public static OptionalLong within(long size, HashReader a, HashReader b) {
    long start = 0;
    while (start < size) {
      long width = Long.highestOneBit(size - start);
      int level = Long.numberOfTrailingZeros(width);
      if (differ(level, start >> level, a, b)) {
        return OptionalLong.of(descend(level, start >> level, a, b));
      }
      start += width;
    }
    return OptionalLong.empty();
  }

  /** The subtrees at these coordinates differ: so does their left half, or else the right one. */
  private static long descend(int level, long index, HashReader a, HashReader b) {
    long at = index;
    for (int below = level - 1; below >= 0; below--) {
      at = differ(below, 2 * at, a, b) ? 2 * at : 2 * at + 1;
    }
    return at;
  }

  private static boolean differ(int level, long index, HashReader a, HashReader b) {
    return !a.hash(level, index).equals(b.hash(level, index));
  }
}
