package dev.laneledger.app.storage;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.merkle.MerkleTree;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Reads the head from the database, and checks the last entry against what its record claims: leaf,
 * chain, the subtrees that it completes, and its place in its stream. The writer computed the same
 * before it wrote them.
 */
final class HeadRecovery {
  private final LedgerTables tables;

  private HeadRecovery(LedgerTables tables) {
    this.tables = tables;
  }

  /**
   * @throws IllegalStateException if the last entry and its record disagree
   */
  static WriteHead recover(LedgerTables tables) throws SQLException {
    Optional<Entry> last = tables.lastEntry();
    return last.isEmpty() ? WriteHead.EMPTY : new HeadRecovery(tables).headAfter(last.get());
  }

  private WriteHead headAfter(Entry last) throws SQLException {
    LedgerEvent event = last.event();
    requireSame("leaf", last, MerkleTree.leafHash(last.bytes()), last.leaf());
    requireSame("chain", last, HashChain.next(chainBefore(last, event), last.leaf()), last.chain());
    requirePlace(last, event);
    return new WriteHead(last.chain(), frontierAfter(last), event.recordedtime());
  }

  private Hash chainBefore(Entry last, LedgerEvent event) throws SQLException {
    if (last.seq() > 0) {
      return tables
          .entry(last.seq() - 1)
          .orElseThrow(() -> new IllegalStateException("entry " + (last.seq() - 1) + " is missing"))
          .chain();
    }
    if (event.payload() instanceof LedgerData.Created created) {
      return HashChain.start(created.origin());
    }
    throw new IllegalStateException(
        "entry 0 must be ledger.created, but is " + event.type().shortName());
  }

  private void requirePlace(Entry last, LedgerEvent event) throws SQLException {
    long indexed = tables.stream(event.source()).map(LedgerTables.Stream::last).orElse(-1L);
    if (indexed != event.streamseq()) {
      throw new IllegalStateException(
          "entry %d must end %s at streamseq %d, but the index ends at %d"
              .formatted(last.seq(), event.source().path(), event.streamseq(), indexed));
    }
  }

  /** Grows the tree before the last entry once more: every node must come out as it is stored. */
  private MerkleFrontier frontierAfter(Entry last) {
    return MerkleFrontier.of(last.seq(), tables::hash)
        .append(
            last.leaf(),
            (level, index, hash) ->
                requireSame("node of level " + level, last, hash, tables.hash(level, index)));
  }

  private static void requireSame(String what, Entry last, Hash expected, Hash actual) {
    if (!expected.equals(actual)) {
      throw new IllegalStateException(
          "the %s of entry %d must be %s, but its record has %s"
              .formatted(what, last.seq(), expected, actual));
    }
  }
}
