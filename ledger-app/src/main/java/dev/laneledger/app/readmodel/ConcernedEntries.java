package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.storage.LedgerReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Finds the entries that change what is known of one program: its own, and those of the ledger. */
final class ConcernedEntries {
  /** So many are read one after another; of more, the streams of the program are asked. */
  static final int MOST_SCANNED = 1_024;

  private static final String PROGRAMS = "/programs/";
  private static final String SOURCE = "\"source\":\"";

  private final LedgerReader reader;

  ConcernedEntries(LedgerReader reader) {
    this.reader = reader;
  }

  /** Tells those of a range, in order; {@code last} is durable. */
  void each(String program, long first, long last, Consumer<Entry> sink) {
    if (last - first < MOST_SCANNED) {
      scan(program, first, (int) (last - first + 1), sink);
    } else {
      merge(streams(program), first, last, sink);
    }
  }

  private void scan(String program, long first, int count, Consumer<Entry> sink) {
    byte[] own = (SOURCE + PROGRAMS + program).getBytes(StandardCharsets.UTF_8);
    byte[] ledgers = (SOURCE + StreamId.LEDGER.path()).getBytes(StandardCharsets.UTF_8);
    reader.entries(first, count).stream()
        .filter(entry -> contains(entry.bytes(), own) || contains(entry.bytes(), ledgers))
        .filter(entry -> concerns(entry.event().source(), program))
        .forEach(sink);
  }

  private static boolean concerns(StreamId source, String program) {
    return source.program() == null || source.program().equals(program);
  }

  /** The bytes are canonical, so a source stands in them in exactly one way. */
  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int from = 0; from + wanted.length <= bytes.length; from++) {
      int i = 0;
      while (i < wanted.length && bytes[from + i] == wanted[i]) {
        i++;
      }
      if (i == wanted.length) {
        return true;
      }
    }
    return false;
  }

  private List<StreamId> streams(String program) {
    List<StreamId> streams = new ArrayList<>(reader.streams(StreamId.LEDGER.path()));
    for (StreamId stream : reader.streams(PROGRAMS + program)) {
      if (program.equals(stream.program())) {
        streams.add(stream);
      }
    }
    return streams;
  }

  /** Most streams of a program end before the range, which costs two steps into an index each. */
  private void merge(List<StreamId> streams, long first, long last, Consumer<Entry> sink) {
    PriorityQueue<StreamCursor> cursors = new PriorityQueue<>();
    streams.forEach(stream -> StreamCursor.from(reader, stream, first).ifPresent(cursors::add));
    while (!cursors.isEmpty() && cursors.element().entry().seq() <= last) {
      StreamCursor next = cursors.remove();
      sink.accept(next.entry());
      if (next.advance()) {
        cursors.add(next);
      }
    }
  }
}
