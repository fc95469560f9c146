package dev.laneledger.api.verify;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.hash.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether each entry stands in its place: numbering, leaf and chain, told apart by looking one
 * entry ahead. Claims are compared link by link, so that one change gives one finding.
 */
final class Links {
  /** How far ahead a misplaced leaf is looked for. */
  private static final int REACH = 256;

  /** So many broken links are told apart at the end; later ones are told as they come. */
  private static final int KEPT_BREAKS = 1_000;

  /** An entry whose chain hash does not follow although its leaf is right. */
  private record Break(long seq, Hash computed, Hash claimed) {}

  private final List<Break> breaks = new ArrayList<>();
  private final Findings findings;
  private final LongFunction<Optional<Hash>> tiles;

  /** The position in the tree that comes next. */
  private long position;

  private long nextSeq;
  private boolean complete = true;

  /** The chain hash that the entry before claims; null: unknown. */
  private @Nullable Hash previous;

  /** The other half of a swapped pair is still to come. */
  private boolean swapping;

  /**
   * @param tiles leaf hashes that the signed root covers, by position; empty where unknown
   * @param start the chain hash before entry 0, or null if the origin is unknown
   */
  Links(Findings findings, LongFunction<Optional<Hash>> tiles, @Nullable Hash start) {
    this.findings = findings;
    this.tiles = tiles;
    this.previous = start;
  }

  /** Whether the hashes of the tiles are compared, and not what is kept beside the entries. */
  boolean isByTiles() {
    return tiles.apply(position).isPresent();
  }

  /** Whether nothing has gone wrong that the next entry, of that number, must be judged by. */
  boolean isSound(long seq) {
    return seq == nextSeq && seq == position && !swapping;
  }

  /** Whether the entry before claims that chain hash. */
  boolean isAfter(Hash chain) {
    return chain.equals(previous);
  }

  /** Whether an entry with that leaf may stand at a position, as far as tiles tell. */
  boolean fits(long at, Hash leaf) {
    Optional<Hash> tile = tiles.apply(at);
    return tile.isEmpty() || tile.get().equals(leaf);
  }

  /** Passes entries that follow, the last of which has that chain hash. */
  void pass(int count, Hash chain) {
    nextSeq += count;
    position += count;
    previous = previous == null ? null : chain;
  }

  /** The position that the next entry will have. */
  long position() {
    return position;
  }

  /** Whether no entry was missing so far. */
  boolean complete() {
    return complete;
  }

  /** Judges one entry; false if it does not belong to the ledger. */
  boolean accept(Examined entry, @Nullable Examined after) {
    if (entry.seq() < nextSeq) {
      findings.entry(EntryRule.EXTRA, entry.seq(), "", "entry " + nextSeq, "entry " + entry.seq());
      return false;
    }
    if (entry.seq() > nextSeq) {
      missing(nextSeq, entry.seq() - nextSeq, "entry " + entry.seq());
      previous = null;
    }
    nextSeq = entry.seq() + 1;
    if (swapping) {
      swapping = false;
      position++;
      return true;
    }
    Hash tile = tiles.apply(position).orElse(null);
    boolean belongs = tile == null ? byClaims(entry, after) : byTile(entry, after, tile);
    position += belongs ? 1 : 0;
    return belongs;
  }

  /**
   * Tells what a broken link means, now that it is known how many entries are gone. A chain hash
   * that was changed breaks two links, its own and the next; where only one is broken and entries
   * are gone, they were taken out there and the rest was numbered again.
   *
   * @param gone how many entries fewer there are than were signed, 0 or less if none
   * @return whether this tells of the entries that are gone
   */
  boolean end(long gone) {
    boolean told = false;
    for (int i = 0; i < breaks.size(); i++) {
      Break broken = breaks.get(i);
      if (gone > 0 && !follows(i - 1, i) && !follows(i, i + 1)) {
        String count = gone == 1 ? "entry " + broken.seq() : gone + " entries, here or later";
        findings.entry(
            EntryRule.MISSING, broken.seq(), "", count, "the entry after it, renumbered");
        told = true;
      } else {
        chain(broken);
      }
    }
    return told;
  }

  private boolean follows(int one, int other) {
    return one >= 0
        && other < breaks.size()
        && breaks.get(one).seq() + 1 == breaks.get(other).seq();
  }

  private void chain(Break broken) {
    findings.entry(EntryRule.CHAIN, broken.seq(), "chain", broken.computed(), broken.claimed());
  }

  private void missing(long first, long count, String instead) {
    long last = first + count - 1;
    String expected = count == 1 ? "entry " + first : "entries " + first + " to " + last;
    findings.entry(EntryRule.MISSING, first, "", expected, instead);
    position += count;
    complete = false;
  }

  private boolean byTile(Examined entry, @Nullable Examined after, Hash tile) {
    if (entry.leaf().equals(tile)) {
      return true;
    }
    boolean laterIsHere = after != null && after.leaf().equals(tile);
    int ahead = ahead(entry.leaf());
    if (laterIsHere && ahead == 1) {
      findings.entry(EntryRule.SWAPPED, position, withNext(position), tile, entry.leaf());
      swapping = true;
    } else if (ahead > 0) {
      missing(position, ahead, "the entry that belongs at " + (position + ahead));
    } else if (laterIsHere) {
      findings.entry(EntryRule.EXTRA, position, "", tile, entry.leaf());
      return false;
    } else {
      findings.entry(EntryRule.CHANGED, position, "leaf", tile, entry.leaf());
    }
    return true;
  }

  /** How many positions later the tiles name this leaf; 0: not within reach. */
  private int ahead(Hash leaf) {
    for (int i = 1; i <= REACH; i++) {
      Optional<Hash> tile = tiles.apply(position + i);
      if (tile.isEmpty()) {
        return 0;
      }
      if (tile.get().equals(leaf)) {
        return i;
      }
    }
    return 0;
  }

  private boolean byClaims(Examined entry, @Nullable Examined after) {
    Hash before = previous;
    if (after != null && before != null && isSwapped(before, entry, after)) {
      findings.entry(
          EntryRule.SWAPPED, entry.seq(), withNext(entry.seq()), after.leaf(), entry.leaf());
      previous = HashChain.next(HashChain.next(before, after.leaf()), entry.leaf());
      swapping = true;
      return true;
    }
    if (after != null && before != null && isExtra(before, entry, after)) {
      findings.entry(EntryRule.EXTRA, entry.seq(), "", after.leaf(), entry.leaf());
      return false;
    }
    Hash leaf = claimedLeaf(entry);
    if (!entry.leaf().equals(leaf)) {
      findings.entry(EntryRule.CHANGED, entry.seq(), "leaf", leaf, entry.leaf());
    }
    previous = link(entry, before, leaf);
    return true;
  }

  private @Nullable Hash link(Examined entry, @Nullable Hash before, Hash leaf) {
    Hash claimed = entry.stored().chain();
    Hash computed = before == null ? null : HashChain.next(before, leaf);
    if (claimed != null && computed != null && !claimed.equals(computed)) {
      Break broken = new Break(entry.seq(), computed, claimed);
      if (entry.leaf().equals(leaf) && breaks.size() < KEPT_BREAKS) {
        breaks.add(broken);
      } else {
        chain(broken);
      }
    }
    return claimed == null ? computed : claimed;
  }

  /** The two fit the chain, or the leaves recorded for their places, only the other way round. */
  private static boolean isSwapped(Hash before, Examined entry, Examined after) {
    if (entry.leaf().equals(after.leaf())) {
      return false;
    }
    Hash first = HashChain.next(before, after.leaf());
    boolean records =
        first.equals(after.stored().chain())
            && HashChain.next(first, entry.leaf()).equals(entry.stored().chain());
    boolean bytes =
        after.leaf().equals(entry.stored().leaf()) && entry.leaf().equals(after.stored().leaf());
    return records || bytes;
  }

  /** The entry after this one follows the entry before this one. */
  private static boolean isExtra(Hash before, Examined entry, Examined after) {
    Hash claimed = after.stored().chain();
    Hash own = entry.stored().chain();
    if (claimed == null || own == null) {
      return false;
    }
    Hash leaf = claimedLeaf(after);
    return !claimed.equals(HashChain.next(own, leaf))
        && claimed.equals(HashChain.next(before, leaf));
  }

  private static Hash claimedLeaf(Examined entry) {
    Hash leaf = entry.stored().leaf();
    return leaf == null ? entry.leaf() : leaf;
  }

  private static String withNext(long seq) {
    return "with entry " + (seq + 1);
  }
}
