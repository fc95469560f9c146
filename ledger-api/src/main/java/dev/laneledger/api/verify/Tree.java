package dev.laneledger.api.verify;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tree over the entries' leaves: its root now, and at the size that was signed. */
final class Tree {
  private final Findings findings;
  private final long signedSize;
  private final MerkleFrontier.Listener listener;
  private MerkleFrontier frontier = MerkleFrontier.empty();
  private @Nullable Hash rootAtSignedSize;

  Tree(Findings findings, long signedSize, MerkleFrontier.Listener listener) {
    this.findings = findings;
    this.listener = listener;
    this.signedSize = signedSize;
    noteRoot();
  }

  void append(Examined entry) {
    boolean aligned = frontier.size() == entry.seq();
    List<Hash> completed = append(entry.leaf());
    List<Hash> claimed = entry.stored().subtrees();
    if (aligned && claimed != null) {
      compare(entry.seq(), completed, claimed);
    }
  }

  /** Grows by one leaf of a span, whose own subtrees have been compared. */
  void append(Span.Plain span, int index) {
    List<Hash> completed = append(span.leaf(index));
    if (completed.size() > Span.Plain.LEVEL) {
      compareLarger(span, completed.subList(Span.Plain.LEVEL, completed.size()));
    }
  }

  /** Grows by as many leaves as a whole span has, whose own subtrees have been compared. */
  void append(Span.Plain span) {
    List<Hash> completed = new ArrayList<>();
    for (int i = 0; i < span.size(); i++) {
      listener.completed(0, frontier.size() + i, span.leaf(i));
      int tile = (i + 1) >> Span.Plain.TILE_LEVEL;
      if (tile << Span.Plain.TILE_LEVEL == i + 1) {
        long index = (frontier.size() + i) >> Span.Plain.TILE_LEVEL;
        listener.completed(
            Span.Plain.TILE_LEVEL, index, Hash.at(span.tops(), (tile - 1) * Hash.BYTES));
      }
    }
    frontier =
        frontier.append(
            Span.Plain.LEVEL,
            Hash.at(span.root(), 0),
            (level, index, hash) -> {
              listener.completed(level, index, hash);
              if (level > Span.Plain.LEVEL) {
                completed.add(hash);
              }
            });
    noteRoot();
    compareLarger(span, completed);
  }

  /** The last entry of a whole span completes subtrees that are larger than the span. */
  private void compareLarger(Span.Plain span, List<Hash> completed) {
    int last = span.size() - 1;
    for (int i = 0; span.claimed() && i < completed.size(); i++) {
      int level = Span.Plain.LEVEL + 1 + i;
      Hash claimed = Hash.at(span.claims(), (1 + level) * Hash.BYTES);
      if (!completed.get(i).equals(claimed)) {
        String subject = "level " + level;
        findings.entry(EntryRule.SUBTREE, span.first() + last, subject, completed.get(i), claimed);
      }
    }
  }

  /** Gives the roots of the subtrees of more than one leaf that this one completes. */
  List<Hash> append(Hash leaf) {
    List<Hash> completed = new ArrayList<>();
    frontier =
        frontier.append(
            leaf,
            (level, index, hash) -> {
              listener.completed(level, index, hash);
              if (level > 0) {
                completed.add(hash);
              }
            });
    noteRoot();
    return completed;
  }

  MerkleFrontier frontier() {
    return frontier;
  }

  long size() {
    return frontier.size();
  }

  Hash root() {
    return frontier.root();
  }

  /** The root over the first entries, as many as were signed; empty if there are fewer. */
  Optional<Hash> rootAtSignedSize() {
    return Optional.ofNullable(rootAtSignedSize);
  }

  private void noteRoot() {
    if (frontier.size() == signedSize) {
      rootAtSignedSize = frontier.root();
    }
  }

  private void compare(long seq, List<Hash> completed, List<Hash> claimed) {
    for (int i = 0; i < completed.size(); i++) {
      String level = "level " + (i + 1);
      if (i >= claimed.size()) {
        findings.entry(EntryRule.SUBTREE, seq, level, completed.get(i), "none");
      } else if (!completed.get(i).equals(claimed.get(i))) {
        findings.entry(EntryRule.SUBTREE, seq, level, completed.get(i), claimed.get(i));
      }
    }
  }
}
