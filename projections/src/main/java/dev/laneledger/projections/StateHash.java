package dev.laneledger.projections;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import java.util.List;

/** The hash of a projection's state, from which any one row can be proven. */
public final class StateHash {
  private StateHash() {}

  /** RFC 6962 root over the rows' leaves; SHA-256("") for no rows. */
  public static Hash of(List<Row> rows) {
    return ofLeaves(rows.stream().map(Row::leaf).toList());
  }

  /** The same, of leaves that are known already. */
  public static Hash ofLeaves(List<Hash> leaves) {
    return MerkleTree.rootOf(leaves);
  }
}
