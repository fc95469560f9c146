package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The writer's statements on a SQLite file, which nobody else has open for writing. */
final class SqliteTables implements LedgerTables {
  private static final String STREAM =
      "SELECT s.key, (SELECT e.streamseq FROM stream_entry e WHERE e.stream = s.key"
          + " ORDER BY e.streamseq DESC LIMIT 1) FROM stream s WHERE s.path = ?";

  private final Session session;
  private boolean erased;

  SqliteTables(Session session) {
    this.session = session;
  }

  @Override
  public WriteHead begin(WriteHead known, List<AppendRequest> requests) throws SQLException {
    session.execute("BEGIN IMMEDIATE");
    return known;
  }

  @Override
  public Optional<Stream> stream(StreamId id) throws SQLException {
    return session.first(STREAM, row -> new Stream(row.getLong(1), row.getLong(2)), id.path());
  }

  @Override
  public boolean hasId(Stream stream, String id) throws SQLException {
    String sql = "SELECT 1 FROM stream_id WHERE stream = ? AND id = ?";
    return session.first(sql, row -> true, stream.key(), id).isPresent();
  }

  @Override
  public boolean hasBlob(Hash sha256) throws SQLException {
    String sql = "SELECT 1 FROM blob WHERE sha256 = ?";
    return session.first(sql, row -> true, (Object) sha256.bytes()).isPresent();
  }

  @Override
  public Optional<Entry> lastEntry() throws SQLException {
    String sql = "SELECT seq, record FROM entry ORDER BY seq DESC LIMIT 1";
    return session.first(sql, row -> EntryRecord.parse(row.getLong(1), row.getBytes(2)));
  }

  @Override
  public Optional<Entry> entry(long seq) throws SQLException {
    String sql = "SELECT record FROM entry WHERE seq = ?";
    return session.first(sql, row -> EntryRecord.parse(seq, row.getBytes(1)), seq);
  }

  @Override
  public Hash hash(int level, long index) {
    try {
      return StoredHashes.hash(session, level, index);
    } catch (SQLException e) {
      throw new StorageFailureException("cannot read ledger.db: " + e.getMessage(), e);
    }
  }

  @Override
  public void insert(AppendPlan plan) throws SQLException {
    Map<StreamId, Long> keys = new HashMap<>();
    for (AppendPlan.Row row : plan.rows()) {
      Long key = keys.get(row.source());
      if (key == null) {
        key = keyOf(row.source());
        keys.put(row.source(), key);
      }
      insert(row, key);
    }
  }

  @Override
  public void insertBlob(Hash sha256, byte[] bytes) throws SQLException {
    session.update("INSERT INTO blob(sha256, bytes) VALUES (?, ?)", sha256.bytes(), bytes);
  }

  @Override
  public boolean isRedacted(Hash sha256) throws SQLException {
    return LedgerReader.redaction(session, sha256).isPresent();
  }

  /** The connection overwrites what it deletes; the log still has it until {@link #forget}. */
  @Override
  public void eraseBlob(Hash sha256) throws SQLException {
    session.update("DELETE FROM blob WHERE sha256 = ?", (Object) sha256.bytes());
    erased = true;
  }

  @Override
  public void commit(WriteHead after) throws SQLException {
    session.execute("COMMIT");
    if (erased) {
      erased = !forget();
    }
  }

  /**
   * Copies the write-ahead log into the file and cuts it off, so that nothing of what was deleted
   * is in it; false while a reader still needs it: then the next commit tries again.
   */
  private boolean forget() throws SQLException {
    return session
        .first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1) == 0)
        .orElse(false);
  }

  @Override
  public void rollback() throws SQLException {
    session.execute("ROLLBACK");
  }

  @Override
  public WriteHead recover() throws SQLException {
    return HeadRecovery.recover(this);
  }

  @Override
  public WriteHead afterFailure(WriteHead known) throws SQLException {
    return recover();
  }

  @Override
  public boolean survives(Throwable failure) {
    return Sqlite.isFull(failure);
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }

  private void insert(AppendPlan.Row row, long key) throws SQLException {
    long seq = row.entry().seq();
    byte[] record = EntryRecord.format(row.entry(), row.nodes());
    session.update("INSERT INTO entry(seq, record) VALUES (?, ?)", seq, record);
    session.update("INSERT INTO stream_entry VALUES (?, ?, ?)", key, row.streamseq(), seq);
    session.update("INSERT INTO stream_id VALUES (?, ?, ?)", key, row.id(), seq);
  }

  private long keyOf(StreamId id) throws SQLException {
    Optional<Stream> known = stream(id);
    if (known.isPresent()) {
      return known.get().key();
    }
    session.update("INSERT INTO stream(path) VALUES (?)", id.path());
    return session
        .first("SELECT key FROM stream WHERE path = ?", row -> row.getLong(1), id.path())
        .orElseThrow();
  }
}
