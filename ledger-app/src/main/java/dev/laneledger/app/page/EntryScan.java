package dev.laneledger.app.page;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.LedgerQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Some of the entries that match, the newest first.
 *
 * @param end where to go on: older ones have a smaller seq; 0 behind the first entry
 * @param looked how many entries were looked at for them
 */
record EntryScan(List<Entry> entries, long end, long looked) {
  private static final int WINDOW = 512;

  /** How many entries one page looks at; the reader goes on where it stopped. */
  static final int MOST_LOOKED = 8_192;

  /**
   * What is looked for; all conditions hold together.
   *
   * @param mayRead streams that the reader may see
   */
  record Wanted(
      @Nullable StreamId source,
      @Nullable EventType type,
      @Nullable String actor,
      Predicate<StreamId> mayRead) {

    boolean matches(LedgerEvent event) {
      return (type == null || type == event.type())
          && (actor == null || actor.equals(event.actor()))
          && mayRead.test(event.source());
    }
  }

  private interface Windows {
    /** Entries by their position in the ledger, or in the stream. */
    List<Entry> from(long position, int count);
  }

  /** Entries with a smaller seq than {@code end}, at most so many. */
  static EntryScan back(LedgerQueries queries, Wanted wanted, long end, int most) {
    StreamId source = wanted.source();
    return source == null
        ? back(wanted, end, most, (from, n) -> entries(queries, from, n))
        : back(
            wanted,
            positionIn(queries, source, end),
            most,
            (from, n) -> queries.entriesOf(source, from, n));
  }

  private static List<Entry> entries(LedgerQueries queries, long from, int count) {
    return queries.entries(new EntryFilter(from, count, null, null, null)).entries();
  }

  private static EntryScan back(Wanted wanted, long end, int most, Windows windows) {
    List<Entry> found = new ArrayList<>();
    long to = end;
    long oldest = 0;
    long looked = 0;
    while (to > 0 && looked < MOST_LOOKED) {
      int count = (int) Math.min(WINDOW, to);
      for (Entry entry : windows.from(to - count, count).reversed()) {
        if (found.size() == most) {
          return new EntryScan(found, oldest, looked);
        }
        looked++;
        oldest = entry.seq();
        if (wanted.matches(entry.event())) {
          found.add(entry);
        }
      }
      to -= count;
    }
    return new EntryScan(found, to == 0 ? 0 : oldest, looked);
  }

  /** How many entries of the stream come before that seq. */
  private static long positionIn(LedgerQueries queries, StreamId stream, long seq) {
    return first(
        queries.lastStreamseq(stream) + 1,
        at -> queries.entriesOf(stream, at, 1).getFirst().seq() >= seq);
  }

  /** The seq of the first entry that was recorded at that moment or later; the size if none was. */
  static long firstAt(LedgerQueries queries, String moment) {
    return first(
        queries.size(),
        at -> queries.entry(at).orElseThrow().event().recordedtime().compareTo(moment) >= 0);
  }

  private interface Reached {
    boolean at(long position);
  }

  /** The first position from which on it holds, in about twenty questions; the size if nowhere. */
  private static long first(long size, Reached reached) {
    long low = 0;
    long high = size;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (reached.at(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
