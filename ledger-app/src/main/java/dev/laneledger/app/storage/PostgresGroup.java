package dev.laneledger.app.storage;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.storage.LedgerTables.Stream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one group is judged against, as its rows leave it, and the rows that wait for the commit.
 */
final class PostgresGroup {
  /** Its parameters are {@link #wanted}; each row is a {@link Found}. */
  static final String LOAD =
      "SELECT s.path, s.key, (SELECT e.streamseq FROM entry e WHERE e.stream = s.key"
          + " ORDER BY e.streamseq DESC LIMIT 1), NULL FROM stream s WHERE s.path = ANY (?::text[])"
          + " UNION ALL SELECT s.path, s.key, 0, e.id"
          + " FROM unnest(?::text[], ?::text[]) AS wanted(path, id)"
          + " JOIN stream s ON s.path = wanted.path"
          + " JOIN entry e ON e.stream = s.key AND e.id = wanted.id";

  private static final String WRITE =
      "WITH s AS (INSERT INTO stream(key, path) SELECT * FROM unnest(?::bigint[], ?::text[])),"
          + " e AS (INSERT INTO entry(seq, stream, streamseq, id, record) SELECT * FROM"
          + " unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bytea[])),"
          + " h AS (UPDATE head SET size = ?, chain = ?, recordedtime = ?)"
          + " SELECT pg_notify('"
          + PostgresTables.CHANNEL
          + "', ?); COMMIT";

  private final Map<StreamId, Stream> streams = new HashMap<>();
  private final Set<StreamId> looked = new HashSet<>();
  private final Set<Id> ids = new HashSet<>();
  private final Map<StreamId, Long> newStreams = new HashMap<>();
  private final List<AppendPlan.Row> rows = new ArrayList<>();

  private final List<String> sources = new ArrayList<>();
  private final List<String> wantedIds = new ArrayList<>();

  /** Of every stream that the requests name, and every id that they bring; nothing is known yet. */
  PostgresGroup(List<AppendRequest> requests) {
    for (AppendRequest request : requests) {
      looked.addAll(request.readSet().keySet());
      for (PendingEvent event : request.events()) {
        looked.add(event.draft().source());
        sources.add(event.draft().source().path());
        wantedIds.add(event.draft().id());
      }
    }
  }

  private record Id(long stream, String id) {}

  /** A stream with its last streamseq, or the id of one of its events. */
  record Found(StreamId stream, long key, long streamseq, @Nullable String id) {
    static Found of(ResultSet row) throws SQLException {
      return new Found(
          StreamId.parse(row.getString(1)), row.getLong(2), row.getLong(3), row.getString(4));
    }
  }

  /** What is looked up. */
  List<Object> wanted() {
    return List.of(
        looked.stream().map(StreamId::path).toArray(String[]::new),
        sources.toArray(String[]::new),
        wantedIds.toArray(String[]::new));
  }

  void take(Found found) {
    String id = found.id;
    if (id == null) {
      streams.put(found.stream, new Stream(found.key, found.streamseq));
    } else {
      ids.add(new Id(found.key, id));
    }
  }

  /** Whether it has been looked up. */
  boolean knows(StreamId id) {
    return looked.contains(id);
  }

  Optional<Stream> stream(StreamId id) {
    return Optional.ofNullable(streams.get(id));
  }

  boolean hasId(long stream, String id) {
    return ids.contains(new Id(stream, id));
  }

  void add(AppendPlan plan) {
    for (AppendPlan.Row row : plan.rows()) {
      Stream before = streams.get(row.source());
      long key = before == null ? row.entry().seq() : before.key();
      if (before == null) {
        newStreams.put(row.source(), key);
      }
      streams.put(row.source(), new Stream(key, row.streamseq()));
      ids.add(new Id(key, row.id()));
      rows.add(row);
    }
  }

  /** Writes what was added and commits it, in one round trip. */
  void commit(Session session, WriteHead after) throws SQLException {
    Hash chain = after.chain();
    if (rows.isEmpty() || chain == null) {
      return;
    }
    session.run(
        WRITE,
        newStreams.values().toArray(Long[]::new),
        newStreams.keySet().stream().map(StreamId::path).toArray(String[]::new),
        numbers(row -> row.entry().seq()),
        numbers(row -> Objects.requireNonNull(streams.get(row.source())).key()),
        numbers(AppendPlan.Row::streamseq),
        rows.stream().map(AppendPlan.Row::id).toArray(String[]::new),
        rows.stream()
            .map(row -> EntryRecord.format(row.entry(), row.nodes()))
            .toArray(byte[][]::new),
        after.size(),
        chain.bytes(),
        after.recordedtime(),
        Long.toString(after.size()));
  }

  private long[] numbers(ToLongFunction<AppendPlan.Row> number) {
    return rows.stream().mapToLong(number).toArray();
  }
}
