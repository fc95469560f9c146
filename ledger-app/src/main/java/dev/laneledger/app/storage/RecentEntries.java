package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The durable entries that this process wrote last, with their events, and where the streams ended
 * that it wrote to or read. An entry never changes, so whoever wants one that is kept need not ask
 * the database. A stream's end is true for ever where this process alone writes; where others do
 * too, it is what to decide on, since the commit compares it, and is forgotten when it has proved
 * wrong.
 */
final class RecentEntries {
  private static final int KEPT = 4_096;
  private static final int STREAMS = 16_384;

  private final AtomicReferenceArray<Entry> ring = new AtomicReferenceArray<>(KEPT);
  private final Map<StreamId, Long> ends = new ConcurrentHashMap<>();
  private final boolean alone;
  private final AtomicLong committed = new AtomicLong(-1);
  private long forgotten;

  /** Of a database to which others may write too. */
  RecentEntries() {
    this(false);
  }

  /**
   * @param alone whether nobody else writes to the database
   */
  RecentEntries(boolean alone) {
    this.alone = alone;
  }

  /** Keeps an entry that is committed. */
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

  /** The entry at that seq, if it is kept. */
  Optional<Entry> at(long seq) {
    return Optional.ofNullable(ring.get((int) (seq % KEPT))).filter(entry -> entry.seq() == seq);
  }

  /** Notes that so many entries are durable: at the start, after each commit, and when told. */
  void committed(long size) {
    committed.accumulateAndGet(size, Math::max);
  }

  /**
   * How many entries are durable, if it is known without asking the database. Where others write
   * too there may be more, of which nobody has told yet.
   */
  OptionalLong committed() {
    long size = committed.get();
    return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /**
   * The durable entries from {@code from} on, at most {@code limit}, as far as is known; null if
   * the database has to be asked for them.
   */
  @Nullable List<Entry> since(long from, int limit) {
    long known = committed.get();
    long end = known < 0 ? from + limit : Math.min(known, from + limit);
    List<Entry> entries = new ArrayList<>();
    for (long seq = from; seq < end; seq++) {
      Entry entry = ring.get((int) (seq % KEPT));
      if (entry == null || entry.seq() != seq) {
        return null;
      }
      entries.add(entry);
    }
    return entries;
  }

  /** How often the ends were forgotten. */
  synchronized long forgotten() {
    return forgotten;
  }

  /**
   * Notes where streams end, as a commit left them or as they were read.
   *
   * @param since what {@link #forgotten} said before that: they may have moved since they were
   *     forgotten
   */
  synchronized void ended(Map<StreamId, Long> streams, long since) {
    if (forgotten == since) {
      if (ends.size() >= STREAMS) {
        forgotten++; // what is being read may be older than what goes now
        ends.clear();
      }
      streams.forEach((stream, last) -> ends.merge(stream, last, Math::max));
    }
  }

  /** Forgets where streams end, if others may have written to them. */
  synchronized void forgetEnds() {
    if (!alone) {
      forgotten++;
      ends.clear();
    }
  }

  boolean alone() {
    return alone;
  }

  /** The last streamseq of a stream when this process wrote to it or read it, if it is kept. */
  OptionalLong end(StreamId stream) {
    Long last = ends.get(stream);
    return last == null ? OptionalLong.empty() : OptionalLong.of(last);
  }

  private static int slot(Entry entry) {
    return (int) (entry.seq() % KEPT);
  }
}
