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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * {@code views.db} with one connection. A transaction belongs to one thread and keeps all others
 * waiting; one that begins within another is part of it.
 */
final class ViewsDatabase implements TransactionManager, ConnectionProvider, AutoCloseable {
  /** Another number here makes every existing file be built again. */
  private static final int VERSION = 1;

  private static final String[] SCHEMA = {
    "CREATE TABLE view (only INTEGER PRIMARY KEY CHECK (only = 0), position INTEGER NOT NULL,"
        + " chain BLOB NOT NULL) STRICT",
    "CREATE TABLE row_version (program TEXT NOT NULL, projection TEXT NOT NULL, key TEXT NOT NULL,"
        + " from_seq INTEGER NOT NULL, to_seq INTEGER, value BLOB NOT NULL,"
        + " PRIMARY KEY (program, projection, key, from_seq)) STRICT, WITHOUT ROWID",
    "PRAGMA user_version = " + VERSION
  };

  private final ReentrantLock lock = new ReentrantLock();
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private ViewsDatabase(Connection connection) {
    this.connection = connection;
  }

  /** Opens the file, or a new one in place of one of another version. */
  static ViewsDatabase open(Path file) throws IOException, SQLException {
    Connection found = connect(file);
    if (version(found) != VERSION) {
      found.close();
      return create(file);
    }
    return new ViewsDatabase(found);
  }

  /** A new, empty file in place of what is there. */
  static ViewsDatabase create(Path file) throws IOException, SQLException {
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Connection connection = connect(file);
    try (Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
    }
    return new ViewsDatabase(connection);
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.OFF); // what a power cut takes is built again
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toUri());
    return source.getConnection();
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  /** The connection of the current transaction; closing and committing it do nothing. */
  @Override
  public Connection getConnection() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("views.db is used within a transaction only");
    }
    return ConnectionWrapperFactory.wrap(
        connection, new ConnectionWrapperFactory.NoOpCloseHandler());
  }

  PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  /** The statement that is kept for that text; used within a transaction, never closed. */
  PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = prepare(sql);
      statements.put(sql, known);
    }
    return known;
  }

  @Override
  public Transaction startTransaction() {
    lock.lock();
    try {
      connection.setAutoCommit(false);
      return new Hold(lock.getHoldCount() == 1);
    } catch (SQLException e) {
      lock.unlock();
      throw new ViewsException("cannot begin", e);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new ViewsException("cannot be closed", e);
    } finally {
      lock.unlock();
    }
  }

  /** Failure of {@code views.db}; the processor tries again. */
  static final class ViewsException extends RuntimeException {
    ViewsException(String what, Throwable cause) {
      super("views.db " + what + ": " + cause.getMessage(), cause);
    }
  }

  private final class Hold implements Transaction {
    private final boolean outermost;

    Hold(boolean outermost) {
      this.outermost = outermost;
    }

    @Override
    public void commit() {
      end(Connection::commit);
    }

    @Override
    public void rollback() {
      end(Connection::rollback);
    }

    private void end(End end) {
      if (!lock.isHeldByCurrentThread()) {
        return; // a rollback after a commit that failed
      }
      try {
        if (outermost) {
          end.on(connection);
          connection.setAutoCommit(true);
        }
      } catch (SQLException e) {
        throw new ViewsException("cannot end a transaction", e);
      } finally {
        lock.unlock();
      }
    }
  }

  private interface End {
    void on(Connection connection) throws SQLException;
  }
}
