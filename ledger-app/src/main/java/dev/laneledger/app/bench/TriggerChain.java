package dev.laneledger.app.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What many would do instead of a ledger: a PostgreSQL table whose trigger chains the rows' hashes
 * on one head row. One row a transaction, as durable as the server is set up.
 */
final class TriggerChain implements AutoCloseable {
  private static final double NANOS = 1e9;
  private static final int EVENT_BYTES = 600;
  private static final String INSERT = "INSERT INTO bench_chain (event) VALUES (?)";
  private static final String[] DROP = {
    "DROP TABLE IF EXISTS bench_chain",
    "DROP TABLE IF EXISTS bench_head",
    "DROP FUNCTION IF EXISTS bench_link()"
  };
  private static final String[] SET_UP = {
    "CREATE TABLE bench_head (one boolean PRIMARY KEY, size bigint NOT NULL, chain bytea NOT NULL)",
    "INSERT INTO bench_head VALUES (true, 0, sha256(''))",
    "CREATE TABLE bench_chain (seq bigint PRIMARY KEY, event bytea NOT NULL, chain bytea NOT NULL)",
    """
    CREATE FUNCTION bench_link() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE bench_head SET size = size + 1,
        chain = sha256('\\x02'::bytea || chain || sha256('\\x00'::bytea || NEW.event))
        RETURNING size - 1, chain INTO NEW.seq, NEW.chain;
      RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER bench_link BEFORE INSERT ON bench_chain FOR EACH ROW"
        + " EXECUTE FUNCTION bench_link()"
  };

  private final String jdbcUrl;

  TriggerChain(String jdbcUrl) throws SQLException {
    this.jdbcUrl = jdbcUrl;
    execute(DROP);
    execute(SET_UP);
  }

  /** Rows a second that so many clients append together. */
  double perSecond(int clients, double seconds) throws SQLException, InterruptedException {
    long start = System.nanoTime();
    long end = start + (long) (seconds * NANOS);
    List<Future<Long>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(() -> client(end)));
      }
      long rows = 0;
      for (Future<Long> one : running) {
        rows += one.get();
      }
      return rows * NANOS / (System.nanoTime() - start);
    } catch (ExecutionException e) {
      throw new SQLException(e.getCause());
    }
  }

  private long client(long end) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      long rows = 0;
      for (byte[] event = new byte[EVENT_BYTES]; System.nanoTime() < end; rows++) {
        event[(int) (rows % EVENT_BYTES)]++;
        insert.setBytes(1, event);
        insert.executeUpdate();
      }
      return rows;
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    execute(DROP);
  }
}
