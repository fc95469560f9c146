package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.storage.LedgerReader;
import java.util.ArrayList;
import java.util.List;

/** Finds entries: in one stream by the stream's index, else by looking at one after the other. */
final class EntrySearch {
  private static final int PAGE = 512;

  /** How many entries one call looks at; a reader goes on where it stopped. */
  private static final int MOST_SCANNED = 50_000;

  private final LedgerReader reader;

  EntrySearch(LedgerReader reader) {
    this.reader = reader;
  }

  EntryPage find(EntryFilter filter) {
    StreamId source = filter.source();
    return source == null
        ? collect(filter, filter.from(), next -> reader.entries(next, PAGE))
        : collect(
            filter, firstAt(source, filter.from()), next -> reader.stream(source, next, PAGE));
  }

  private interface Pages {
    List<Entry> from(long index);
  }

  /** The index counts in the ledger or in the stream, as the pages do. */
  private EntryPage collect(EntryFilter filter, long index, Pages pages) {
    List<Entry> found = new ArrayList<>();
    long next = index;
    for (int scanned = 0; ; ) {
      List<Entry> page = pages.from(next);
      if (page.isEmpty()) {
        return new EntryPage(found, null);
      }
      for (Entry entry : page) {
        if (found.size() == filter.limit() || scanned == MOST_SCANNED) {
          return new EntryPage(found, entry.seq());
        }
        scanned++;
        if (filter.matchesAll() || filter.matches(entry.event())) {
          found.add(entry);
        }
      }
      next += page.size();
    }
  }

  /** The first streamseq whose seq is that one or later; a stream's entries are in order of seq. */
  private long firstAt(StreamId stream, long seq) {
    long low = 0;
    long high = reader.lastStreamseq(stream) + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (reader.stream(stream, middle, 1).getFirst().seq() < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
