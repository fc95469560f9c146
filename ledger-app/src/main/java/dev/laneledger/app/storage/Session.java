package dev.laneledger.app.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/** One connection with its prepared statements, for one thread at a time. */
final class Session implements AutoCloseable {
  /** How many values one statement takes where it takes many. */
  private static final int MANY = 64;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** What one row becomes. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Takes what one row holds. */
  interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /** The first row, or empty. */
  <T> Optional<T> first(String sql, RowMapper<T> mapper, Object... parameters) throws SQLException {
    return use(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
          }
        },
        parameters);
  }

  /** Adds every row to a collection. */
  <T> void each(String sql, RowMapper<T> mapper, Collection<T> into, Object... parameters)
      throws SQLException {
    use(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              into.add(mapper.map(rows));
            }
          }
          return into;
        },
        parameters);
  }

  /**
   * Asks several queries at once.
   *
   * @param sql the queries, with a semicolon between them
   * @param takers one for each: it gets its rows
   */
  void together(String sql, List<RowTaker> takers, Object... parameters) throws SQLException {
    use(
        sql,
        statement -> {
          statement.execute();
          for (RowTaker taker : takers) {
            try (ResultSet rows = statement.getResultSet()) {
              while (rows.next()) {
                taker.take(rows);
              }
            }
            statement.getMoreResults();
          }
          return takers;
        },
        parameters);
  }

  /**
   * Adds every row of a query that is asked for many values.
   *
   * @param sql with one parameter, and {@code IN} at its end
   */
  <T> void eachIn(
      String sql, RowMapper<T> mapper, Collection<T> into, Object parameter, List<String> values)
      throws SQLException {
    for (int from = 0; from < values.size(); from += MANY) {
      List<String> some = values.subList(from, Math.min(from + MANY, values.size()));
      int places = some.size() == 1 ? 1 : MANY;
      Object[] parameters = new Object[1 + places];
      Arrays.fill(parameters, some.getLast());
      parameters[0] = parameter;
      for (int i = 0; i < some.size(); i++) {
        parameters[1 + i] = some.get(i);
      }
      each(sql + tuple(places), mapper, into, parameters);
    }
  }

  /**
   * Inserts rows, many at once.
   *
   * @param sql up to and including {@code VALUES}
   * @param rows of as many columns each, in the order of the statement
   */
  void insert(String sql, List<Object[]> rows) throws SQLException {
    for (int from = 0; from < rows.size(); ) {
      int size = rows.size() - from < MANY ? 1 : MANY;
      int columns = rows.get(from).length;
      Object[] parameters = new Object[size * columns];
      for (int i = 0; i < size; i++) {
        System.arraycopy(rows.get(from + i), 0, parameters, i * columns, columns);
      }
      update(sql + String.join(",", Collections.nCopies(size, tuple(columns))), parameters);
      from += size;
    }
  }

  private static String tuple(int places) {
    return "(" + String.join(",", Collections.nCopies(places, "?")) + ")";
  }

  void update(String sql, Object... parameters) throws SQLException {
    use(sql, PreparedStatement::executeUpdate, parameters);
  }

  /** Writes what PostgreSQL copies out; gives the number of rows. */
  long copy(String sql, OutputStream to) throws SQLException {
    try {
      return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, to);
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  /** Runs statements, of which nobody wants the results. */
  void run(String sql, Object... parameters) throws SQLException {
    use(sql, PreparedStatement::execute, parameters);
  }

  /** Runs a statement that has no parameters and no use for being prepared. */
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** A statement that failed is not used again: the driver has closed it. */
  private <T> T use(String sql, Use<T> use, Object... parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    try {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return use.of(statement);
    } catch (SQLException e) {
      statements.remove(sql);
      statement.close();
      throw e;
    }
  }
}
