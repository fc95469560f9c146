package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleFrontier;
import dev.laneledger.app.storage.PostgresGroup.Found;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The writer's statements on PostgreSQL, where other nodes append too. A transaction begins with
 * the lock of the head row, so its commit is the only one until it ends; with it comes what the
 * group will be judged against, and the group's rows are written and committed at once. That is two
 * round trips for a group of any size, whoever appended before.
 */
final class PostgresTables implements LedgerTables {
  /** The channel on which every commit tells the ledger's new size. */
  static final String CHANNEL = "laneledger";

  private static final String LOCK = "SELECT size, chain, recordedtime FROM head FOR UPDATE";

  /**
   * The roots of the complete subtrees along the tree's right edge, by level, if the ledger does
   * not end where the parameter says: one for each bit of its size.
   */
  private static final String EDGE =
      "SELECT level, substr(e.record, CASE level WHEN 0 THEN 1 ELSE 33 + 32 * level END, 32)"
          + " FROM head h JOIN generate_series(0, 62) AS level ON h.size >> level & 1 = 1"
          + " JOIN entry e ON e.seq = (h.size >> level << level) - 1 WHERE h.size <> ?";

  /** Each of them sees what was committed when its turn came: all but the first, under the lock. */
  private static final String BEGIN = LOCK + "; " + EDGE + "; " + PostgresGroup.LOAD;

  private static final String STREAM =
      "SELECT s.key, (SELECT e.streamseq FROM entry e WHERE e.stream = s.key"
          + " ORDER BY e.streamseq DESC LIMIT 1) FROM stream s WHERE s.path = ?";

  private final PostgresDatabase database;
  private PostgresGroup group = new PostgresGroup(List.of());
  private @Nullable Connection connection;
  private @Nullable Session session;

  PostgresTables(PostgresDatabase database) {
    this.database = database;
  }

  /** The row that says where the ledger ends. */
  private record End(long size, @Nullable Hash chain, String recordedtime) {
    static End of(ResultSet row) throws SQLException {
      byte[] chain = row.getBytes(2);
      return new End(row.getLong(1), chain == null ? null : Hash.of(chain), row.getString(3));
    }

    boolean isOf(WriteHead head) {
      return size == head.size() && Objects.equals(chain, head.chain());
    }
  }

  @Override
  public WriteHead begin(WriteHead known, List<AppendRequest> requests) throws SQLException {
    return reconnecting(() -> lock(known, requests));
  }

  private interface Lock<T> {
    T take() throws SQLException;
  }

  /** A connection that was lost while nothing was under way is made anew. */
  private <T> T reconnecting(Lock<T> lock) throws SQLException {
    boolean isNew = session == null;
    try {
      return lock.take();
    } catch (SQLException e) {
      if (isNew || !database.isLost(e)) {
        throw e;
      }
      rollback();
      return lock.take();
    }
  }

  private WriteHead lock(WriteHead known, List<AppendRequest> requests) throws SQLException {
    group = new PostgresGroup(requests);
    List<End> ends = new ArrayList<>();
    Map<Integer, Hash> edge = new HashMap<>();
    List<Object> parameters = new ArrayList<>(List.of(known.size()));
    parameters.addAll(group.wanted());
    session()
        .together(
            BEGIN,
            List.of(
                row -> ends.add(End.of(row)),
                row -> edge.put(row.getInt(1), Hash.of(row.getBytes(2))),
                row -> group.take(Found.of(row))),
            parameters.toArray());
    End end = ended(ends.stream().findFirst());
    requireNothingLost(end, known);
    return end.isOf(known) ? known : head(end, edge);
  }

  private static End ended(Optional<End> row) {
    return row.orElseThrow(() -> new IllegalStateException("the head row is missing: restore it"));
  }

  /** Another node's entries are new; entries that this node saw durable do not go away. */
  private static void requireNothingLost(End end, WriteHead known) {
    if (end.size < known.size() || (end.size == known.size() && !end.isOf(known))) {
      throw new IllegalStateException(
          "the database must hold the %d durable entries with chain %s, but ends at %d with %s: an older copy was put back or a standby took over that had not received them; restore the newest"
              .formatted(known.size(), known.chain(), end.size, end.chain));
    }
  }

  /** The head that another node left: the tree's right edge stands in the entries' records. */
  private static WriteHead head(End end, Map<Integer, Hash> edge) {
    MerkleFrontier frontier =
        MerkleFrontier.of(
            end.size,
            (level, index) ->
                Optional.ofNullable(edge.get(level))
                    .orElseThrow(new Subtree(level, index)::incomplete));
    return new WriteHead(end.chain, frontier, end.recordedtime);
  }

  @Override
  public Optional<Stream> stream(StreamId id) throws SQLException {
    return group.knows(id)
        ? group.stream(id)
        : session().first(STREAM, row -> new Stream(row.getLong(1), row.getLong(2)), id.path());
  }

  @Override
  public Set<String> standing(Stream stream, List<String> ids) {
    return ids.stream().filter(id -> group.hasId(stream.key(), id)).collect(Collectors.toSet());
  }

  @Override
  public boolean hasBlob(Hash sha256) throws SQLException {
    String sql = "SELECT 1 FROM blob WHERE sha256 = ?";
    return session().first(sql, row -> true, (Object) sha256.bytes()).isPresent();
  }

  @Override
  public Optional<Entry> lastEntry() throws SQLException {
    String sql = "SELECT seq, record FROM entry ORDER BY seq DESC LIMIT 1";
    return session().first(sql, row -> EntryRecord.parse(row.getLong(1), row.getBytes(2)));
  }

  @Override
  public Optional<Entry> entry(long seq) throws SQLException {
    String sql = "SELECT record FROM entry WHERE seq = ?";
    return session().first(sql, row -> EntryRecord.parse(seq, row.getBytes(1)), seq);
  }

  @Override
  public Hash hash(int level, long index) {
    try {
      return StoredHashes.hash(session(), new Subtree(level, index));
    } catch (SQLException e) {
      throw new StorageFailureException("cannot read the database: " + e.getMessage(), e);
    }
  }

  @Override
  public void insert(AppendPlan plan) {
    group.add(plan);
  }

  @Override
  public void insertBlob(Hash sha256, byte[] bytes) throws SQLException {
    session()
        .update(
            "INSERT INTO blob(sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING",
            sha256.bytes(),
            bytes);
  }

  @Override
  public boolean isRedacted(Hash sha256) throws SQLException {
    return LedgerReader.redaction(session(), sha256).isPresent();
  }

  /** The row is gone; when its bytes are overwritten on the disk is the database's affair. */
  @Override
  public void eraseBlob(Hash sha256) throws SQLException {
    session().update("DELETE FROM blob WHERE sha256 = ?", (Object) sha256.bytes());
  }

  @Override
  public void commit(WriteHead after) throws SQLException {
    group.commit(session(), after);
    Objects.requireNonNull(connection).commit();
  }

  /** Leaves the connection: whatever became of it, the server ends what it had begun. */
  @Override
  public void rollback() throws SQLException {
    Connection left = connection;
    connection = null;
    session = null;
    group = new PostgresGroup(List.of());
    if (left != null) {
      left.close();
    }
  }

  @Override
  public WriteHead recover() throws SQLException {
    try {
      End end = reconnecting(() -> ended(session().first(LOCK, End::of)));
      WriteHead head = HeadRecovery.recover(this);
      if (!end.isOf(head)) {
        throw new IllegalStateException(
            "the head row must end at %d with chain %s, but has %d and %s"
                .formatted(head.size(), head.chain(), end.size, end.chain));
      }
      return head;
    } finally {
      rollback();
    }
  }

  /** Whatever was committed: the next group reads the head anew. */
  @Override
  public WriteHead afterFailure(WriteHead known) {
    return known;
  }

  /** A connection is made anew; but rows that contradict the head contradict it the next time. */
  @Override
  public boolean survives(Throwable failure) {
    return failure instanceof SQLException e
        && (e.getSQLState() == null || !e.getSQLState().startsWith("23"));
  }

  @Override
  public void close() throws SQLException {
    rollback();
  }

  private Session session() throws SQLException {
    Session open = session;
    if (open == null) {
      connection = database.writer();
      open = new Session(connection);
      session = open;
    }
    return open;
  }
}
