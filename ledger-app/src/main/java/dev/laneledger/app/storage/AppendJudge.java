package dev.laneledger.app.storage;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.storage.LedgerTables.Stream;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges one request against the head, and plans its rows; writes nothing. */
final class AppendJudge {
  private final LedgerTables tables;
  private final InstantSource clock;

  AppendJudge(LedgerTables tables, InstantSource clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /**
   * In this order: expiry, read set, then event by event its position and its id.
   *
   * @throws AppendException if the request lost
   * @throws dev.laneledger.api.event.EventRefusedException if an entry would be too long
   */
  AppendPlan judge(AppendRequest request, WriteHead head) throws SQLException {
    String time = RecordedTime.later(head.recordedtime(), RecordedTime.format(clock.instant()));
    requireInTime(request.notAfter(), time);
    Streams streams = new Streams();
    for (Map.Entry<StreamId, Long> read : request.readSet().entrySet()) {
      requireAt(read.getKey(), read.getValue(), streams.last(read.getKey()));
    }
    streams.lookUp(request.events());
    HeadBuilder builder = new HeadBuilder(head);
    for (PendingEvent event : request.events()) {
      builder.add(event, time, streams.take(event));
    }
    return builder.plan();
  }

  private static void requireInTime(@Nullable String notAfter, String time) {
    if (notAfter != null && time.compareTo(notAfter) > 0) {
      throw new NotAfterPassedException(notAfter, time);
    }
  }

  private static void requireAt(StreamId stream, long expected, long actual) {
    if (expected != actual) {
      throw new AppendConflictException(stream, expected, actual);
    }
  }

  /** The streams of one request, as the events before leave them. */
  private final class Streams {
    private final Map<StreamId, Optional<Stream>> stored = new HashMap<>();
    private final Map<StreamId, Long> last = new HashMap<>();
    private final Map<StreamId, Set<String>> ids = new HashMap<>();

    long last(StreamId id) throws SQLException {
      Long known = last.get(id);
      if (known == null) {
        Optional<Stream> stream = tables.stream(id);
        stored.put(id, stream);
        known = stream.map(Stream::last).orElse(-1L);
        last.put(id, known);
      }
      return known;
    }

    /** Learns which of the events' ids stand already, stream by stream. */
    void lookUp(List<PendingEvent> events) throws SQLException {
      Map<StreamId, List<String>> wanted = new LinkedHashMap<>();
      for (PendingEvent event : events) {
        wanted
            .computeIfAbsent(event.draft().source(), s -> new ArrayList<>())
            .add(event.draft().id());
      }
      for (Map.Entry<StreamId, List<String>> stream : wanted.entrySet()) {
        if (last(stream.getKey()) >= 0) {
          Stream known = stored.getOrDefault(stream.getKey(), Optional.empty()).orElseThrow();
          ids.computeIfAbsent(stream.getKey(), s -> new HashSet<>())
              .addAll(tables.standing(known, stream.getValue()));
        }
      }
    }

    long take(PendingEvent event) throws SQLException {
      StreamId source = event.draft().source();
      long before = last(source);
      if (event.streamseq() != PendingEvent.NEXT) {
        requireAt(source, event.streamseq() - 1, before);
      }
      requireNew(source, event.draft().id());
      last.put(source, before + 1);
      return before + 1;
    }

    private void requireNew(StreamId source, String id) {
      if (!ids.computeIfAbsent(source, s -> new HashSet<>()).add(id)) {
        throw new DuplicateIdException(source, id);
      }
    }
  }
}
