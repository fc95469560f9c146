package dev.laneledger.app.storage;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections, lent for one query each; waiting parks a virtual thread. */
final class ReadPool implements AutoCloseable {
  private static final int CONNECTIONS = 8;

  /** Makes one more connection. */
  interface Source {
    Session open() throws SQLException;
  }

  private final Database database;
  private final Source source;
  private final Semaphore permits = new Semaphore(CONNECTIONS);
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /** Over connections that cannot write. */
  ReadPool(Database database) {
    this(database, database::reader);
  }

  ReadPool(Database database, Source source) {
    this.database = database;
    this.source = source;
  }

  Database database() {
    return database;
  }

  /** What is asked of one connection. */
  interface Query<T> {
    T run(Session session) throws SQLException;
  }

  /**
   * @throws StorageFailureException if the database cannot answer
   */
  <T> T read(Query<T> query) {
    permits.acquireUninterruptibly();
    try {
      return lend(query);
    } catch (SQLException e) {
      throw new StorageFailureException(
          "cannot read " + database.name() + ": " + e.getMessage(), e);
    } finally {
      permits.release();
    }
  }

  private Session session() throws SQLException {
    if (closed) {
      throw new SQLException("it is closed");
    }
    Session session = idle.poll();
    return session == null ? source.open() : session;
  }

  /** After a restart of the database every idle connection is lost: what is asked is asked anew. */
  private <T> T lend(Query<T> query) throws SQLException {
    try {
      return lend(session(), query);
    } catch (SQLException e) {
      if (closed || !database.isLost(e)) {
        throw e;
      }
      dropIdle();
      return lend(source.open(), query);
    }
  }

  private <T> T lend(Session session, Query<T> query) throws SQLException {
    try {
      T result = query.run(session);
      idle.push(session);
      return result;
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Waits for the queries that run; later ones fail. */
  @Override
  public void close() {
    permits.acquireUninterruptibly(CONNECTIONS);
    closed = true;
    try {
      dropIdle();
    } catch (SQLException e) {
      throw new StorageFailureException("cannot close " + database.name(), e);
    }
    permits.release(CONNECTIONS);
  }

  private void dropIdle() throws SQLException {
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      session.close();
    }
  }
}
