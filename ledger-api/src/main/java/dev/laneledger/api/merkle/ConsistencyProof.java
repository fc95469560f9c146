package dev.laneledger.api.merkle;

import dev.laneledger.api.hash.Hash;
import java.util.List;

/**
 * Claims that one tree is a prefix of another.
 *
 * @param from size of the first tree
 * @param to size of the second tree
 * @param path hashes from the deepest to the shallowest
 */
public record ConsistencyProof(long from, long to, List<Hash> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /**
   * Whether the path leads to both roots (RFC 9162 section 2.1.4.2). False if either size is
   * impossible; nothing is proven from a tree without leaves.
   *
   * @param fromRoot the root of the tree of size {@code from}
   * @param toRoot the root of the tree of size {@code to}
   */
  public boolean verify(Hash fromRoot, Hash toRoot) {
    if (from <= 0 || from > to) {
      return false;
    }
    if (from == to) {
      return path.isEmpty() && fromRoot.equals(toRoot);
    }
    return !path.isEmpty() && leadsTo(fromRoot, toRoot);
  }

  private boolean leadsTo(Hash fromRoot, Hash toRoot) {
    boolean perfect = Long.bitCount(from) == 1; // then the path leaves out the first root
    int skip = Long.numberOfTrailingZeros(from); // trailing ones of from - 1
    long fn = (from - 1) >> skip;
    long sn = (to - 1) >> skip;
    Hash fr = perfect ? fromRoot : path.getFirst();
    Hash sr = fr;
    for (Hash c : perfect ? path : path.subList(1, path.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = MerkleTree.nodeHash(c, fr);
        sr = MerkleTree.nodeHash(c, sr);
        int shift = Long.numberOfTrailingZeros(fn); // fn is not 0 here, for sn is not
        fn >>= shift;
        sn >>= shift;
      } else {
        sr = MerkleTree.nodeHash(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && fr.equals(fromRoot) && sr.equals(toRoot);
  }
}
