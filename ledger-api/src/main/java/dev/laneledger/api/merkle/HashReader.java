package dev.laneledger.api.merkle;

import dev.laneledger.api.hash.Hash;

/** Where the hashes of perfect subtrees come from: a table, tiles, files, a list. */
@FunctionalInterface
public interface HashReader {
  /**
   * The root of the perfect subtree over leaves [index * 2^level, (index + 1) * 2^level). It is
   * only asked for subtrees that lie wholly within the tree.
   *
   * @param level 0 for a leaf hash, at most 62
   * @param index 0-based among the subtrees of that level
   */
  Hash hash(int level, long index);
}
