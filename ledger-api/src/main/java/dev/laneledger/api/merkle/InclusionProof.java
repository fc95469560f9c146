package dev.laneledger.api.merkle;

import dev.laneledger.api.hash.Hash;
import java.util.List;
import java.util.Optional;

/**
 * Claims that a leaf is at a position of a tree.
 *
 * @param index 0-based position of the leaf
 * @param size number of leaves of the tree
 * @param path sibling hashes from the leaf to the root
 */
public record InclusionProof(long index, long size, List<Hash> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /**
   * Whether the path leads from the leaf to the root at exactly this index and size (RFC 9162
   * section 2.1.3.2). False for every impossible position, whatever the path.
   *
   * @param root the root of the tree of this size, from the checkpoint that states both
   */
  public boolean verify(Hash leaf, Hash root) {
    return rootFrom(leaf).map(root::equals).orElse(false);
  }

  /** The root to which the path leads; empty if it does not fit this index and size. */
  public Optional<Hash> rootFrom(Hash leaf) {
    if (index < 0 || index >= size) {
      return Optional.empty();
    }
    long fn = index;
    long sn = size - 1;
    Hash r = leaf;
    for (Hash p : path) {
      if (sn == 0) {
        return Optional.empty();
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = MerkleTree.nodeHash(p, r);
        int shift = Long.numberOfTrailingZeros(fn); // fn is not 0 here, for sn is not
        fn >>= shift;
        sn >>= shift;
      } else {
        r = MerkleTree.nodeHash(r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 ? Optional.of(r) : Optional.empty();
  }
}
