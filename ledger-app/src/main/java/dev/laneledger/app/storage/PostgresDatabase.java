package dev.laneledger.app.storage;

import dev.laneledger.api.hash.Hash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL database, to which several nodes may append.
 *
 * @param url as the JDBC driver takes it; what it sets itself stands
 * @param lease a node that holds up the others for longer is cut off by the server
 */
record PostgresDatabase(String url, Duration lease) implements Database {
  private static final int CONNECT_SECONDS = 5;

  /** The first server that bounds a whole transaction. */
  private static final int TRANSACTION_TIMEOUT_SINCE = 17;

  /**
   * Every look-up goes by an index, in the order of the joins as they are written, and touches as
   * few rows as it can: a new database has no statistics, and what the planner guesses of small
   * tables is quadratic once they grow. With such costs it would start workers and a compiler for
   * every page.
   */
  private static final String PLANS =
      "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off"
          + " -c enable_mergejoin=off -c enable_sort=off -c join_collapse_limit=1"
          + " -c cpu_tuple_cost=1 -c cpu_index_tuple_cost=1"
          + " -c max_parallel_workers_per_gather=0 -c jit=off"
          + " -c plan_cache_mode=force_generic_plan";

  @Override
  public String name() {
    return "the database";
  }

  @Override
  public void migrate() {
    try (Connection connection = connect()) {
      requireDurable(connection);
    } catch (SQLException e) {
      throw new LedgerUnusableException(
          "cannot use the database of --jdbc-url: " + e.getMessage(), e);
    }
    Schema.migrate(source(), "postgres", "the database of --jdbc-url");
  }

  private static final String HASHES =
      "SELECT substr(e.record, wanted.at, 32)"
          + " FROM unnest(?::bigint[], ?::int[]) WITH ORDINALITY AS wanted(seq, at, n)"
          + " LEFT JOIN entry e ON e.seq = wanted.seq ORDER BY wanted.n";

  @Override
  public Session reader() throws SQLException {
    Connection connection = connect();
    connection.setReadOnly(true);
    return new Session(connection);
  }

  @Override
  public LedgerTables tables() {
    return new PostgresTables(this);
  }

  @Override
  public List<Hash> hashes(Session session, List<Subtree> wanted) throws SQLException {
    List<byte[]> roots = new ArrayList<>();
    session.each(
        HASHES,
        row -> {
          byte[] root = row.getBytes(1);
          return root == null ? new byte[0] : root;
        },
        roots,
        wanted.stream().mapToLong(Subtree::seq).toArray(),
        wanted.stream().mapToInt(Subtree::from).toArray());
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      if (roots.get(i).length == 0) {
        throw wanted.get(i).incomplete();
      }
      hashes.add(Hash.of(roots.get(i)));
    }
    return hashes;
  }

  @Override
  public boolean isLost(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  /** A connection whose commits are durable, and which cannot hold up others past the lease. */
  Connection writer() throws SQLException {
    Connection connection = connect();
    try {
      requireDurable(connection);
      bound(connection);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** An ordinary connection; every statement is a transaction. */
  Connection connect() throws SQLException {
    return source().getConnection();
  }

  private PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setApplicationName("lane-ledger");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setSocketTimeout((int) lease.multipliedBy(4).toSeconds() + 1);
    source.setOptions(PLANS);
    source.setUrl(url);
    return source;
  }

  private void bound(Connection connection) throws SQLException {
    long millis = lease.toMillis();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET statement_timeout = " + 3 * millis);
      statement.execute("SET lock_timeout = " + 2 * millis);
      statement.execute("SET idle_in_transaction_session_timeout = " + millis);
      if (connection.getMetaData().getDatabaseMajorVersion() >= TRANSACTION_TIMEOUT_SINCE) {
        statement.execute("SET transaction_timeout = " + 3 * millis);
      }
      if (!"remote_apply".equals(show(connection, "synchronous_commit"))) {
        statement.execute("SET synchronous_commit = on");
      }
    }
  }

  /** What is acknowledged must be on the disk of a server that takes writes. */
  private static void requireDurable(Connection connection) throws SQLException {
    if (!"on".equals(show(connection, "fsync"))) {
      throw new SQLException(
          "the server must run with fsync = on, but runs without: what it acknowledges could be lost");
    }
    if (!"off".equals(show(connection, "transaction_read_only"))) {
      throw new SQLException(
          "the server must take writes, but is read-only: name the primary, not a standby");
    }
  }

  private static @Nullable String show(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + setting)) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
