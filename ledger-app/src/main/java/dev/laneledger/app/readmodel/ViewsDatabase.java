package dev.laneledger.app.readmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** {@code views.db}: one connection that writes, and as many that read as are wanted at once. */
final class ViewsDatabase implements AutoCloseable {
  /** Another number here makes every existing file be built again. */
  private static final int VERSION = 2;

  private static final String[] SCHEMA = {
    "CREATE TABLE engine (only INTEGER PRIMARY KEY CHECK (only = 0), name TEXT NOT NULL) STRICT",
    "CREATE TABLE boundary (position INTEGER PRIMARY KEY, chain BLOB NOT NULL, sum BLOB NOT NULL)"
        + " STRICT",
    "CREATE TABLE part_row (key INTEGER PRIMARY KEY, program TEXT NOT NULL, part TEXT NOT NULL,"
        + " name TEXT NOT NULL, UNIQUE (program, part, name)) STRICT",
    "CREATE TABLE row_version (row INTEGER NOT NULL, from_seq INTEGER NOT NULL, value BLOB,"
        + " PRIMARY KEY (row, from_seq)) STRICT, WITHOUT ROWID",
    "PRAGMA user_version = " + VERSION
  };

  private final Path file;
  private final Connection writer;
  private final ConcurrentLinkedDeque<KeptLookups> readers = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  private ViewsDatabase(Path file, Connection writer) {
    this.file = file;
    this.writer = writer;
  }

  /** What is told in one transaction. */
  interface Change {
    void on(Connection connection) throws SQLException;
  }

  /** What is asked over one connection. */
  interface Work<T> {
    T of(KeptLookups lookups) throws SQLException;
  }

  /**
   * Opens the file.
   *
   * @throws SQLException if it is none of this version
   */
  static ViewsDatabase open(Path file, String engine) throws SQLException {
    Connection found = connect(file, false);
    try {
      requireSame("schema", Integer.toString(VERSION), text(found, "PRAGMA user_version"));
      requireSame("engine", engine, text(found, "SELECT name FROM engine"));
      return new ViewsDatabase(file, found);
    } catch (SQLException e) {
      found.close();
      throw e;
    }
  }

  private static void requireSame(String what, String expected, String actual) throws SQLException {
    if (!expected.equals(actual)) {
      throw new SQLException("its %s must be %s, but is %s".formatted(what, expected, actual));
    }
  }

  /** A new, empty file in place of what is there. */
  static ViewsDatabase create(Path file, String engine) throws IOException, SQLException {
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Connection connection = connect(file, false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO engine VALUES (0, ?)")) {
      insert.setString(1, engine);
      insert.executeUpdate();
    }
    return new ViewsDatabase(file, connection);
  }

  /** In one transaction: all of it, or nothing and the exception. One caller at a time. */
  synchronized void write(Change change) throws SQLException {
    writer.setAutoCommit(false);
    try {
      change.on(writer);
      writer.commit();
    } catch (SQLException | RuntimeException e) {
      writer.rollback();
      throw e;
    } finally {
      writer.setAutoCommit(true);
    }
  }

  /** Never waits for the writer; what it reads is what was committed. */
  <T> T read(Work<T> work) throws SQLException {
    KeptLookups lent = readers.poll();
    KeptLookups lookups = lent == null ? new KeptLookups(connect(file, true)) : lent;
    try {
      T result = work.of(lookups);
      giveBack(lookups);
      return result;
    } catch (SQLException | RuntimeException e) {
      lookups.close();
      throw e;
    }
  }

  private void giveBack(KeptLookups lookups) throws SQLException {
    readers.push(lookups);
    if (closed && readers.remove(lookups)) {
      lookups.close();
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    closed = true;
    for (KeptLookups one = readers.poll(); one != null; one = readers.poll()) {
      one.close();
    }
    writer.close();
  }

  private static Connection connect(Path file, boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    if (readOnly) {
      config.setReadOnly(true);
    } else {
      config.setJournalMode(JournalMode.WAL);
      config.setSynchronous(SynchronousMode.OFF); // what a power cut takes is built again
      config.setTransactionMode(TransactionMode.IMMEDIATE);
      config.setGetGeneratedKeys(false);
    }
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toUri());
    return source.getConnection();
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "missing";
    }
  }
}
