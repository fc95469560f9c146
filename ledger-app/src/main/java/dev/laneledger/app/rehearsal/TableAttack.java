package dev.laneledger.app.rehearsal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody with write access to a database does to one table: one column of one row says
 * something else, or the row is gone.
 *
 * @param column {@link #ROW} where the whole row goes
 * @param row 0-based, in the order of the primary key
 */
public record TableAttack(String table, String column, long row) {
  /** In place of a column: the row is deleted. */
  public static final String ROW = "(row)";

  private static final String TABLES =
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
          + " AND name NOT LIKE 'flyway_%' ORDER BY name";
  private static final String COLUMNS = "SELECT name FROM pragma_table_info(?)";
  private static final String KEY =
      "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk";

  /** Every table, every column of it and the row itself: the first row, the middle, the last. */
  public static List<TableAttack> on(Path database) {
    return new Database(database)
        .with(connection -> {
          List<TableAttack> attacks = new ArrayList<>();
          for (String table : names(connection, TABLES)) {
            long count = Database.rows(connection, table);
            List<String> targets = new ArrayList<>(names(connection, COLUMNS, table));
            targets.add(ROW);
            for (String column : targets) {
              Stream.of(0L, count / 2, count - 1)
                  .distinct()
                  .filter(row -> row >= 0 && row < count)
                  .forEach(row -> attacks.add(new TableAttack(table, column, row)));
            }
          }
          return attacks;
        });
  }

  /**
   * Does it.
   *
   * @throws RehearsalException if the database's own constraints refuse it
   */
  public void carryOut(Path database) {
    new Database(database)
        .with(connection -> {
          List<String> key = names(connection, KEY, table);
          List<Object> place = values(connection, key);
          String where =
              key.stream().map(k -> quoted(k) + " = ?").collect(Collectors.joining(" AND "));
          if (column.equals(ROW)) {
            return update(connection, "DELETE FROM " + quoted(table) + " WHERE " + where, place);
          }
          List<Object> parameters = new ArrayList<>();
          parameters.add(other(values(connection, List.of(column)).getFirst()));
          parameters.addAll(place);
          String set = "UPDATE " + quoted(table) + " SET " + quoted(column) + " = ? WHERE ";
          return update(connection, set + where, parameters);
        });
  }

  private List<Object> values(Connection connection, List<String> columns) throws SQLException {
    String order =
        names(connection, KEY, table).stream()
            .map(Content::quoted)
            .collect(Collectors.joining(", "));
    String list = columns.stream().map(Content::quoted).collect(Collectors.joining(", "));
    String sql =
        "SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d"
            .formatted(list, quoted(table), order, row);
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet result = select.executeQuery()) {
      List<Object> values = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        values.add(result.getObject(i));
      }
      return values;
    }
  }

  private static Object other(Object value) {
    return switch (value) {
      case byte[] bytes -> {
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 1;
        yield flipped;
      }
      case Number number -> number.longValue() + 1_000_003;
      default -> value + "x";
    };
  }

  private static boolean update(Connection connection, String sql, List<Object> parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      return statement.executeUpdate() == 1;
    }
  }

  private static List<String> names(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        select.setString(i + 1, parameters[i]);
      }
      List<String> names = new ArrayList<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          names.add(result.getString(1));
        }
      }
      return names;
    }
  }

  private static String quoted(String name) {
    return Content.quoted(name);
  }
}
