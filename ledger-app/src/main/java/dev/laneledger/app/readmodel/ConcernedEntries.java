package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.storage.LedgerReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Finds the entries that change what is known of one program: its own, and those of the ledger. */
final class ConcernedEntries {
  /** So many are read one after another; of more, the streams of the program are asked. */
  static final int MOST_SCANNED = 1_024;

  private static final String PROGRAMS = "/programs/";
  private static final byte[] SOURCE = "\"source\":\"".getBytes(StandardCharsets.US_ASCII);

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
    byte[] own = (PROGRAMS + program).getBytes(StandardCharsets.UTF_8);
    byte[] ledgers = StreamId.LEDGER.path().getBytes(StandardCharsets.UTF_8);
    reader.entries(first, count).stream()
        .filter(entry -> isFrom(entry.bytes(), own, ledgers))
        .filter(entry -> concerns(entry.event().source(), program))
        .forEach(sink);
  }

  private static boolean concerns(StreamId source, String program) {
    return source.program() == null || source.program().equals(program);
  }

  private static boolean isFrom(byte[] bytes, byte[] own, byte[] ledgers) {
    int source = source(bytes);
    return isAt(own, bytes, source) || isAt(ledgers, bytes, source);
  }

  /**
   * Where its value begins. The bytes are canonical: {@code data} stands before it, no string that
   * follows can contain its name in quotes, and few bytes follow.
   */
  private static int source(byte[] bytes) {
    int from = bytes.length - SOURCE.length;
    while (from >= 0 && !isAt(SOURCE, bytes, from)) {
      from--;
    }
    return from + SOURCE.length;
  }

  private static boolean isAt(byte[] wanted, byte[] bytes, int from) {
    return from + wanted.length <= bytes.length
        && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
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
