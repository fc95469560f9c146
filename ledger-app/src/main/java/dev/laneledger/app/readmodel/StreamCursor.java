package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.storage.LedgerReader;
import java.util.List;
import java.util.Optional;

/** A place in a stream, ordered by the seq of the entry there. */
final class StreamCursor implements Comparable<StreamCursor> {
  private static final int PAGE = 32;

  private final LedgerReader reader;
  private final StreamId stream;
  private long streamseq;
  private List<Entry> page = List.of();
  private int index;

  private StreamCursor(LedgerReader reader, StreamId stream, long streamseq) {
    this.reader = reader;
    this.stream = stream;
    this.streamseq = streamseq;
  }

  /** At the first entry with that seq or a later one; empty if the stream ends before. */
  static Optional<StreamCursor> from(LedgerReader reader, StreamId stream, long seq) {
    long last = reader.lastStreamseq(stream);
    if (last < 0 || seq(reader, stream, last) < seq) {
      return Optional.empty();
    }
    long low = 0;
    for (long high = last; low < high; ) {
      long middle = (low + high) >>> 1;
      if (seq(reader, stream, middle) < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    StreamCursor cursor = new StreamCursor(reader, stream, low);
    return cursor.read() ? Optional.of(cursor) : Optional.empty();
  }

  private static long seq(LedgerReader reader, StreamId stream, long streamseq) {
    return reader.stream(stream, streamseq, 1).getFirst().seq();
  }

  private boolean read() {
    page = reader.stream(stream, streamseq, PAGE);
    index = 0;
    return !page.isEmpty();
  }

  /** The entry at the place. */
  Entry entry() {
    return page.get(index);
  }

  /** Goes to the next entry, if there is one. */
  boolean advance() {
    streamseq++;
    return ++index < page.size() || read();
  }

  @Override
  public int compareTo(StreamCursor other) {
    return Long.compare(entry().seq(), other.entry().seq());
  }
}
