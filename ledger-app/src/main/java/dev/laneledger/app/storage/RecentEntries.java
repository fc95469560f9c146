package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The entries that this process wrote last, with their events. Whoever reads one of them from the
 * database need not decode it: the row has the same leaf hash, so it has the same bytes.
 */
final class RecentEntries {
  private static final int KEPT = 4_096;

  private final AtomicReferenceArray<Entry> ring = new AtomicReferenceArray<>(KEPT);

  /** Keeps an entry that was written, whether or not it is committed. */
  void keep(Entry entry) {
    ring.set(slot(entry), entry);
  }

  /** The same entry with its event, if it is kept. */
  Entry recall(Entry read) {
    Entry kept = ring.get(slot(read));
    return kept != null && kept.seq() == read.seq() && kept.leaf().equals(read.leaf())
        ? kept
        : read;
  }

  private static int slot(Entry entry) {
    return (int) (entry.seq() % KEPT);
  }
}
