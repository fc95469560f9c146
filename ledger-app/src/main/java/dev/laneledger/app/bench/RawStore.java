package dev.laneledger.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How fast the database itself takes the rows of entries: the ledger's tables and settings, records
 * that are made beforehand, durable transactions of a given size, and nothing else.
 */
interface RawStore extends AutoCloseable {
  int RECORD_BYTES = 700;

  /**
   * The store of the ledger that is measured.
   *
   * @param directory on the disk to measure
   * @param jdbcUrl of PostgreSQL; null: SQLite
   */
  static RawStore open(Path directory, @Nullable String jdbcUrl) throws IOException, SQLException {
    return jdbcUrl == null ? new RawSqlite(directory) : new RawPostgres(jdbcUrl);
  }

  /** Commits that many rows durably, and returns how many that is. */
  long commit(int batch) throws IOException, SQLException;

  /** Rows a second in transactions of that many. */
  default double perSecond(int batch, double seconds) throws IOException, SQLException {
    double nanos = 1e9;
    long rows = 0;
    long start = System.nanoTime();
    long end = start + (long) (seconds * nanos);
    while (System.nanoTime() < end) {
      rows += commit(batch);
    }
    return rows * nanos / (System.nanoTime() - start);
  }

  @Override
  void close() throws IOException, SQLException;
}
