package dev.laneledger.app.storage;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.StoredEntry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a ledger exactly as they stand, for whoever does not believe them: a record that is
 * cut off, an index that says something else, a number that is not there come through as they are.
 */
public final class StoredRows {
  private static final int PAGE = 1_000;

  /** In the copy only: the way from an entry back to its index rows. */
  private static final List<String> BACKWARDS =
      List.of(
          "CREATE INDEX IF NOT EXISTS stream_entry_by_seq ON stream_entry(seq)",
          "CREATE INDEX IF NOT EXISTS stream_id_by_seq ON stream_id(seq)");

  private static final String ENTRIES =
      "SELECT e.seq, e.record,"
          + " (SELECT s.path FROM stream_entry i JOIN stream s ON s.key = i.stream"
          + " WHERE i.seq = e.seq LIMIT 1),"
          + " (SELECT i.streamseq FROM stream_entry i WHERE i.seq = e.seq LIMIT 1),"
          + " (SELECT s.path FROM stream_id i JOIN stream s ON s.key = i.stream"
          + " WHERE i.seq = e.seq LIMIT 1),"
          + " (SELECT i.id FROM stream_id i WHERE i.seq = e.seq LIMIT 1)"
          + " FROM entry e WHERE e.seq >= ? ORDER BY e.seq LIMIT "
          + PAGE;
  private static final String SURPLUS =
      "SELECT (SELECT count(*) FROM %s) - (SELECT count(*) FROM entry)";
  private static final String BLOBS =
      "SELECT sha256 FROM blob WHERE length(sha256) = 32 AND sha256 > ? ORDER BY sha256 LIMIT "
          + PAGE;

  private final ReadPool pool;

  /** The rows as they stand. */
  StoredRows(ReadPool pool) {
    this.pool = pool;
  }

  /**
   * The rows of a copy.
   *
   * @param copy a ledger's file that belongs to nobody else: an index is added to it
   */
  static StoredRows of(Path copy, ReadPool pool) {
    try (Connection connection = Sqlite.durable(copy).getConnection();
        Session session = new Session(connection)) {
      for (String index : BACKWARDS) {
        session.execute(index);
      }
      return new StoredRows(pool);
    } catch (SQLException e) {
      throw new LedgerUnusableException("cannot read ledger.db: " + e.getMessage(), e);
    }
  }

  /** Every entry in the order of its number, with what stands beside it. */
  public void entries(Consumer<StoredEntry> sink) {
    long from = Long.MIN_VALUE;
    List<StoredEntry> page;
    do {
      page = page(from);
      page.forEach(sink);
      from = page.isEmpty() ? from : page.getLast().seq() + 1;
    } while (page.size() == PAGE);
  }

  /** The digests under which blobs are kept, in ascending order. */
  public void blobs(Consumer<Hash> sink) {
    byte[] after = new byte[0];
    List<Hash> page;
    do {
      page = blobsAfter(after);
      page.forEach(sink);
      after = page.isEmpty() ? after : page.getLast().bytes();
    } while (page.size() == PAGE);
  }

  private List<Hash> blobsAfter(byte[] digest) {
    return pool.read(session -> {
      List<Hash> page = new ArrayList<>();
      session.each(BLOBS, row -> Hash.of(row.getBytes(1)), page, (Object) digest);
      return page;
    });
  }

  /** How many rows more than entries the stream index has; negative: fewer. */
  public long surplusStreamRows() {
    return surplus("stream_entry");
  }

  /** How many rows more than entries the id index has; negative: fewer. */
  public long surplusIdRows() {
    return surplus("stream_id");
  }

  private long surplus(String table) {
    return pool.read(
        session -> session.first(SURPLUS.formatted(table), row -> row.getLong(1)).orElse(0L));
  }

  private List<StoredEntry> page(long from) {
    return pool.read(session -> {
      List<StoredEntry> page = new ArrayList<>();
      session.each(ENTRIES, StoredRows::entry, page, from);
      return page;
    });
  }

  private static StoredEntry entry(ResultSet row) throws SQLException {
    long seq = row.getLong(1);
    byte[] bytes = row.getBytes(2);
    byte[] found = bytes == null ? new byte[0] : bytes;
    StoredEntry.Index index = index(row);
    int entryAt = seq < 0 ? 0 : EntryRecord.offsetOf(EntryRecord.nodes(seq) + 1);
    if (seq < 0 || found.length < entryAt) {
      return new StoredEntry(seq, found, null, null, null, index);
    }
    List<Hash> subtrees = new ArrayList<>();
    for (int level = 1; level <= EntryRecord.nodes(seq); level++) {
      subtrees.add(EntryRecord.hashAt(found, EntryRecord.offsetOf(level)));
    }
    return new StoredEntry(
        seq,
        Arrays.copyOfRange(found, entryAt, found.length),
        EntryRecord.hashAt(found, 0),
        EntryRecord.hashAt(found, Hash.BYTES),
        subtrees,
        index);
  }

  private static StoredEntry.Index index(ResultSet row) throws SQLException {
    String source = row.getString(3);
    long streamseq = row.getLong(4);
    boolean missing = row.wasNull();
    String sourceOfId = row.getString(5);
    return new StoredEntry.Index(
        merged(source, sourceOfId), missing ? null : streamseq, row.getString(6));
  }

  /** Both indexes name the stream; where they differ, both names are shown. */
  private static @Nullable String merged(@Nullable String source, @Nullable String sourceOfId) {
    return Objects.equals(source, sourceOfId) ? source : source + " and " + sourceOfId;
  }
}
