package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import org.jspecify.annotations.Nullable;

/**
 * The heads that owners bind in their selections, compared with those that the tree had: an owner
 * who was shown another history signed another root.
 */
final class Anchors {
  /** So many of the newest heads are kept; one bound earlier is a gap. */
  static final int REACH = 65_536;

  private final Findings findings;
  private final MerkleFrontier[] recent = new MerkleFrontier[REACH]; // at size modulo REACH
  private long size;

  Anchors(Findings findings) {
    this.findings = findings;
  }

  /** The tree has grown by one entry. */
  void grown(MerkleFrontier tree) {
    size = tree.size();
    recent[slot(size)] = tree;
  }

  /** The next entry, before the tree grows by it. */
  void accept(long seq, @Nullable LedgerEvent event) {
    if (event != null && event.payload() instanceof ProgramData.Selected selected) {
      compare(seq, selected.binds().size(), selected.binds().root());
    }
    if (event != null && event.payload() instanceof LedgerData.ReplayAttested attested) {
      compare(seq, attested.size(), attested.root());
    }
  }

  private void compare(long seq, long bound, Hash root) {
    if (bound < 1 || bound > size) {
      findings.entry(EntryRule.ANCHOR, seq, "size", "1 to " + size + " entries", bound);
    } else if (bound <= size - REACH) {
      String expected = "fewer than " + REACH + " entries ago";
      findings.gap(GapKind.ANCHOR_OLD, seq, "size", expected, bound);
    } else {
      Hash actual = recent[slot(bound)].root();
      if (!actual.equals(root)) {
        findings.entry(EntryRule.ANCHOR, seq, "root after " + bound + " entries", actual, root);
      }
    }
  }

  private static int slot(long size) {
    return (int) (size % REACH);
  }
}
