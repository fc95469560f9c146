package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The writer's statements on a SQLite file, which nobody else has open for writing. */
final class SqliteTables implements LedgerTables {
  private static final String STREAM =
      "SELECT s.key, (SELECT e.streamseq FROM stream_entry e WHERE e.stream = s.key"
          + " ORDER BY e.streamseq DESC LIMIT 1) FROM stream s WHERE s.path = ?";

  /** How many streams are remembered. */
  private static final int KEPT = 16_384;

  private final Session session;

  /** Streams as this transaction leaves them: nobody else changes them. */
  private final Map<StreamId, Stream> streams = new HashMap<>();

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
    Stream known = streams.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Stream> stored =
        session.first(STREAM, row -> new Stream(row.getLong(1), row.getLong(2)), id.path());
    stored.ifPresent(stream -> keep(id, stream));
    return stored;
  }

  private void keep(StreamId id, Stream stream) {
    if (streams.size() >= KEPT) {
      streams.clear();
    }
    streams.put(id, stream);
  }

  @Override
  public Set<String> standing(Stream stream, List<String> ids) throws SQLException {
    Set<String> standing = new HashSet<>();
    session.eachIn(
        "SELECT id FROM stream_id WHERE stream = ? AND id IN ",
        row -> row.getString(1),
        standing,
        stream.key(),
        ids);
    return standing;
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
      return StoredHashes.hash(session, new Subtree(level, index));
    } catch (SQLException e) {
      throw new StorageFailureException("cannot read ledger.db: " + e.getMessage(), e);
    }
  }

  @Override
  public void insert(AppendPlan plan) throws SQLException {
    Map<StreamId, Long> keys = new HashMap<>();
    List<Object[]> entries = new ArrayList<>();
    List<Object[]> positions = new ArrayList<>();
    List<Object[]> ids = new ArrayList<>();
    for (AppendPlan.Row row : plan.rows()) {
      Long key = keys.get(row.source());
      if (key == null) {
        key = keyOf(row.source());
        keys.put(row.source(), key);
      }
      long seq = row.entry().seq();
      entries.add(new Object[] {seq, EntryRecord.format(row.entry(), row.nodes())});
      positions.add(new Object[] {key, row.streamseq(), seq});
      ids.add(new Object[] {key, row.id(), seq});
      keep(row.source(), new Stream(key, row.streamseq()));
    }
    session.insert("INSERT INTO entry(seq, record) VALUES ", entries);
    session.insert("INSERT INTO stream_entry VALUES ", positions);
    session.insert("INSERT INTO stream_id VALUES ", ids);
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
    streams.clear();
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
