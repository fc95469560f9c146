package dev.laneledger.app.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** How this program opens SQLite files. */
final class Sqlite {
  /**
   * Of a new file: a page holds whole records only, so what is left of it is lost, and is less of a
   * larger page. A file keeps the size that it was made with.
   */
  private static final int PAGE_BYTES = 16_384;

  /** Pages that the write-ahead log may hold before a commit copies them into the file: 64 MB. */
  private static final int WAL_PAGES = 4_000;

  private static final int BUSY_MILLISECONDS = 10_000;

  private Sqlite() {}

  /** Sets the page size of a file without a table, before anything else is written to it. */
  static void begin(Path file) throws SQLException {
    try (Connection connection = source(file, new SQLiteConfig()).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size = " + PAGE_BYTES);
      statement.execute("PRAGMA journal_mode = WAL"); // writes the file's header
    }
  }

  /** Connections that write: a commit is on the disk when it returns. */
  static SQLiteDataSource durable(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setGetGeneratedKeys(false); // else the driver asks for the row id after every insert
    config.setBusyTimeout(BUSY_MILLISECONDS);
    return source(file, config);
  }

  static Connection writer(Path file) throws SQLException {
    Connection connection = durable(file).getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = " + WAL_PAGES);
      statement.execute("PRAGMA secure_delete = ON"); // what is deleted is overwritten
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)"); // what a killed process left behind
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection that cannot write. */
  static Connection reader(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLISECONDS);
    return source(file, config).getConnection();
  }

  /** Whether the disk, or a limit set on the file, left no room: nothing was kept then. */
  static boolean isFull(Throwable failure) {
    return failure instanceof SQLiteException e && e.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
  }

  private static SQLiteDataSource source(Path file, SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toUri());
    return source;
  }
}
