package dev.laneledger.app.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One connection with its prepared statements, for one thread at a time. */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** What one row becomes. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
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

  void update(String sql, Object... parameters) throws SQLException {
    use(sql, PreparedStatement::executeUpdate, parameters);
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
