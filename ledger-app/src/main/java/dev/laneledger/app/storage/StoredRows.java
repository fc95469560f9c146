package dev.laneledger.app.storage;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.EntryRanges;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a ledger exactly as they stand, for whoever does not believe them: a record that is
 * cut off, an index that says something else, a number that is not there come through as they are.
 */
public final class StoredRows implements AutoCloseable {
  private static final int PAGE = 1_000;

  /** In the copy only: the way from an entry back to its index rows. */
  private static final String[] BACKWARDS = {
    "CREATE INDEX IF NOT EXISTS stream_entry_by_seq ON stream_entry(seq)",
    "CREATE INDEX IF NOT EXISTS stream_id_by_seq ON stream_id(seq)"
  };

  private static final String CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)";
  private static final String FIRST = "SELECT min(seq) FROM entry";
  private static final String LAST = "SELECT max(seq) FROM entry";
  private static final String STREAMS = "SELECT path, key FROM stream";
  private static final String ROOTS =
      "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'";

  /** With its number and two hashes no entry takes less of a file. */
  private static final long LEAST_BYTES = 64;

  private static final String ENTRIES =
      "SELECT e.seq, e.record,"
          + " (SELECT s.path FROM stream_entry i JOIN stream s ON s.key = i.stream"
          + " WHERE i.seq = e.seq LIMIT 1),"
          + " (SELECT i.streamseq FROM stream_entry i WHERE i.seq = e.seq LIMIT 1),"
          + " (SELECT s.path FROM stream_id i JOIN stream s ON s.key = i.stream"
          + " WHERE i.seq = e.seq LIMIT 1),"
          + " (SELECT i.id FROM stream_id i WHERE i.seq = e.seq LIMIT 1)"
          + " FROM entry e";

  /** Where an entry's places stand in its own row, in a database that nodes share. */
  private static final String SHARED_ENTRIES =
      "SELECT e.seq, e.record, s.path, e.streamseq, s.path, e.id"
          + " FROM entry e LEFT JOIN stream s ON s.key = e.stream";

  private static final String RANGE = " WHERE e.seq >= ? AND e.seq < ? ORDER BY e.seq";
  private static final String PAGES = " WHERE e.seq >= ? ORDER BY e.seq LIMIT " + PAGE;

  /** A constraint may be gone: of a number that is there twice both rows come. */
  private static final String SHARED_PAGES =
      " WHERE e.seq >= ? ORDER BY e.seq FETCH FIRST " + PAGE + " ROWS WITH TIES";

  private static final String COUNT = "SELECT count(*) FROM ";
  private static final String BLOBS =
      "SELECT sha256 FROM blob WHERE length(sha256) = 32 AND sha256 > ? ORDER BY sha256 LIMIT "
          + PAGE;

  private final ReadPool pool;

  /** Of the copy; null where there is none, or it has its indexes. */
  private @Nullable Path unindexed;

  private final @Nullable PagedEntries paged;
  private final String entries;

  /** The rows of a database that nodes share, as they stand. */
  StoredRows(ReadPool pool) {
    this.pool = pool;
    this.entries = SHARED_ENTRIES;
    this.paged = null;
  }

  /**
   * The rows of a copy.
   *
   * @param copy a ledger's file that belongs to nobody else: an index is added to it when an entry
   *     must be told with what stands beside it
   */
  StoredRows(ReadPool pool, Path copy) {
    this.pool = pool;
    this.entries = ENTRIES;
    this.unindexed = copy;
    change(copy, CHECKPOINT);
    this.paged = paged(copy);
  }

  private static void change(Path copy, String... statements) {
    try (Connection connection = Sqlite.durable(copy).getConnection();
        Session session = new Session(connection)) {
      for (String statement : statements) {
        session.execute(statement);
      }
    } catch (SQLException e) {
      throw new LedgerUnusableException("cannot read ledger.db: " + e.getMessage(), e);
    }
  }

  /** Null where the pages do not hold entries numbered from 0, or not all of what was committed. */
  private @Nullable PagedEntries paged(Path copy) {
    try {
      Path log = copy.resolveSibling(copy.getFileName() + "-wal");
      long first = number(FIRST);
      long size = number(LAST) + 1;
      boolean plausible = first == 0 && size <= Files.size(copy) / LEAST_BYTES;
      return !plausible || (Files.exists(log) && Files.size(log) > 0)
          ? null
          : new PagedEntries(new Pages(copy), streams(), roots(), size, this::range);
    } catch (IOException | RuntimeException e) {
      return null; // SQLite says what is wrong, when the entries are read
    }
  }

  private Map<String, Long> streams() {
    return map(STREAMS, row -> row.getLong(2));
  }

  private Map<String, Integer> roots() {
    return map(ROOTS, row -> row.getInt(2));
  }

  private <T> Map<String, T> map(String sql, Session.RowMapper<T> value) {
    return pool.read(session -> {
      List<Map.Entry<String, T>> rows = new ArrayList<>();
      session.each(sql, row -> Map.entry(row.getString(1), value.map(row)), rows);
      Map<String, T> map = new HashMap<>();
      rows.forEach(row -> map.put(row.getKey(), row.getValue()));
      return map;
    });
  }

  private long number(String sql) {
    return pool.read(session -> session.first(sql, row -> row.getLong(1)).orElse(0L));
  }

  /** The entries in ranges, for several threads; empty where they are read in turn only. */
  public Optional<EntryRanges> ranges() {
    return isShared() ? sharedRanges() : Optional.ofNullable(paged);
  }

  /** Of what is there now, if that is numbered from 0 without gaps. */
  private Optional<EntryRanges> sharedRanges() {
    long size = number(LAST) + 1;
    return number(FIRST) == 0 && number(COUNT + "entry") >= size
        ? Optional.of(new SharedEntries(pool, size, streams(), this::range))
        : Optional.empty();
  }

  /** Every entry in the order of its number, with what stands beside it. */
  public void entries(Consumer<StoredEntry> sink) {
    long from = Long.MIN_VALUE;
    List<StoredEntry> page;
    do {
      page = read(isShared() ? SHARED_PAGES : PAGES, from);
      page.forEach(sink);
      from = page.isEmpty() ? from : page.getLast().seq() + 1;
    } while (page.size() >= PAGE);
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

  /** Where the places stand in the entry's own row, there are as many, also while nodes append. */
  private long surplus(String table) {
    if (isShared()) {
      return 0;
    }
    long kept = paged != null && paged.readAll() ? paged.size() : number(COUNT + "entry");
    return number(COUNT + table) - kept;
  }

  @Override
  public void close() {
    if (paged != null) {
      paged.close();
    }
  }

  private List<StoredEntry> read(String which, Object... parameters) {
    index();
    return pool.read(session -> {
      List<StoredEntry> read = new ArrayList<>();
      session.each(entries + which, StoredRows::entry, read, parameters);
      return read;
    });
  }

  private boolean isShared() {
    return entries.equals(SHARED_ENTRIES);
  }

  private List<StoredEntry> range(long from, int count) {
    try {
      return read(RANGE, from, from + count);
    } catch (LedgerUnusableException | StorageFailureException e) {
      throw new MaterialUnusableException(String.valueOf(e.getMessage()), e);
    }
  }

  private synchronized void index() {
    Path copy = unindexed;
    if (copy != null) {
      change(copy, BACKWARDS);
      unindexed = null;
    }
  }

  private static StoredEntry entry(ResultSet row) throws SQLException {
    return EntryRecord.stored(row.getLong(1), row.getBytes(2), index(row));
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
