package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The heads that owners bind in their selections, compared with those that the tree had: an owner
 * who was shown another history signed another root.
 */
final class Anchors {
  /** So many of the newest heads can be told; one bound earlier is a gap. */
  static final int REACH = 65_536;

  /** Leaves from some size of the tree on: what its heads are computed from. */
  private static final class Leaves {
    final MerkleFrontier before;
    final byte[] hashes;
    int count;

    Leaves(MerkleFrontier before, byte[] hashes, int count) {
      this.before = before;
      this.hashes = hashes;
      this.count = count;
    }

    long end() {
      return before.size() + count;
    }
  }

  private final Findings findings;
  private final Deque<Leaves> recent = new ArrayDeque<>();
  private long size;

  Anchors(Findings findings) {
    this.findings = findings;
  }

  /** The tree grows by one entry. */
  void grows(MerkleFrontier before, Hash leaf) {
    Leaves last = recent.peekLast();
    if (last == null || last.count * Hash.BYTES == last.hashes.length) {
      last = new Leaves(before, new byte[Span.SIZE * Hash.BYTES], 0);
      keep(last);
    }
    leaf.copyTo(last.hashes, last.count * Hash.BYTES);
    last.count++;
    size++;
  }

  /** The tree grows by a whole span. */
  void grows(MerkleFrontier before, Span.Plain span) {
    keep(new Leaves(before, span.leaves(), span.size()));
    size += span.size();
  }

  private void keep(Leaves leaves) {
    recent.addLast(leaves);
    while (recent.getFirst().end() <= leaves.before.size() - REACH) {
      recent.removeFirst();
    }
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
      Hash actual = rootAt(bound);
      if (!actual.equals(root)) {
        findings.entry(EntryRule.ANCHOR, seq, "root after " + bound + " entries", actual, root);
      }
    }
  }

  /** The leaves of the newest heads lie one behind the other without gaps. */
  private Hash rootAt(long bound) {
    for (Leaves leaves : recent) {
      if (bound <= leaves.end()) {
        MerkleFrontier head = leaves.before;
        for (int i = 0; head.size() < bound; i++) {
          head = head.append(Hash.at(leaves.hashes, i * Hash.BYTES));
        }
        return head.root();
      }
    }
    throw new IllegalStateException("the tree has only " + size + " leaves, not " + bound);
  }
}
