package dev.laneledger.app.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A connection whose statements fail as a seed says: before they did anything, or, for a commit,
 * after it: nobody knows then. A full disk and a failed sync are errors; at a crash this statement
 * and every later one fails.
 */
final class SimulatedDisk {
  private static final int ODDS = 40;
  private static final int COMMIT_ODDS = 5;

  private final Connection real;
  private final Random random;
  private boolean crashed;
  private final boolean failing;

  SimulatedDisk(Connection real, Random random, boolean failing) {
    this.real = real;
    this.random = random;
    this.failing = failing;
  }

  /** What the writer is given. */
  Connection connection() {
    return proxy(
        Connection.class,
        real,
        "",
        (method, sql, result) ->
            result instanceof Statement statement ? wrapped(statement, sql) : result);
  }

  boolean crashed() {
    return crashed;
  }

  private Statement wrapped(Statement statement, String sql) {
    return proxy(java.sql.PreparedStatement.class, statement, sql, (method, s, result) -> result);
  }

  private interface After {
    Object of(String method, String sql, Object result);
  }

  /** Prepared or not: no statement of the writer is asked for more than its own kind can do. */
  private <T> T proxy(Class<T> type, Object target, String sql, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            SimulatedDisk.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String text =
                  arguments != null
                          && arguments.length > 0
                          && arguments[0] instanceof String given
                          && sql.isEmpty()
                      ? given
                      : sql;
              boolean runs = method.getName().startsWith("execute");
              boolean ends = text.equals("COMMIT") || text.equals("ROLLBACK");
              if (runs && !ends) {
                mayFail(ODDS);
              }
              if (runs && text.equals("COMMIT") && random.nextBoolean()) {
                mayFail(COMMIT_ODDS);
              }
              try {
                Object result = method.invoke(target, arguments);
                if (runs && text.equals("COMMIT")) {
                  mayFail(COMMIT_ODDS);
                }
                return after.of(method.getName(), text, result);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void mayFail(int odds) throws SQLException {
    if (crashed) {
      throw new SQLException("the process is gone");
    }
    if (failing && random.nextInt(odds) == 0) {
      switch (random.nextInt(3)) {
        case 0 -> throw new SQLiteException("no room", SQLiteErrorCode.SQLITE_FULL);
        case 1 -> throw new SQLiteException("not synced", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
        default -> {
          crashed = true;
          throw new SQLException("the process is gone");
        }
      }
    }
  }
}
