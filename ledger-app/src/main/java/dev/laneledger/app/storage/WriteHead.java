package dev.laneledger.app.storage;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import org.jspecify.annotations.Nullable;

/**
 * Where the next entry goes.
 *
 * @param chain chain hash after the last entry; null while there is none
 * @param frontier the tree's right edge; its size is the ledger's
 * @param recordedtime of the last entry; empty while there is none
 */
record WriteHead(@Nullable Hash chain, MerkleFrontier frontier, String recordedtime) {
  static final WriteHead EMPTY = new WriteHead(null, MerkleFrontier.empty(), "");

  long size() {
    return frontier.size();
  }
}
