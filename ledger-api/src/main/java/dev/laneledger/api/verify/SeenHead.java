package dev.laneledger.api.verify;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.api.note.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that was seen before: a ledger that only grew still has its root at its size. It
 * tells a ledger that was rolled back or rewritten, whoever signed the new one.
 */
final class SeenHead {
  private final @Nullable Checkpoint seen;
  private Hash rootThen;

  SeenHead(@Nullable Checkpoint seen) {
    this.seen = seen;
    this.rootThen = MerkleFrontier.empty().root();
  }

  /** The size at which it must hear of the tree; -1: at none. */
  long watched() {
    return seen == null ? -1 : seen.size();
  }

  /** The tree has grown by one entry. */
  void grown(MerkleFrontier tree) {
    if (seen != null && seen.size() == tree.size()) {
      rootThen = tree.root();
    }
  }

  /**
   * Compares at the end.
   *
   * @param size number of entries that belong to the ledger
   */
  void compare(@Nullable String origin, long size, Findings findings) {
    if (seen == null) {
      return;
    }
    if (!seen.origin().equals(origin)) {
      findings.ledger(LedgerRule.SEEN, "origin", seen.origin(), String.valueOf(origin));
    } else if (size < seen.size()) {
      findings.ledger(LedgerRule.SEEN, size, "size", seen.size() + " entries", size + " entries");
    } else if (!rootThen.equals(seen.root())) {
      String subject = "root over " + seen.size() + " entries";
      findings.ledger(LedgerRule.SEEN, subject, seen.root(), rootThen);
    }
  }
}
