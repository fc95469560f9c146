package dev.laneledger.app.rehearsal;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.packet.RowHash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a database in the order that recipe {@code rows.v1} demands: tables in name order, rows in
 * primary-key order (all columns where there is none).
 */
final class Content {
  private Content() {}

  /** The content hash as this connection sees it, its own uncommitted changes included. */
  static ContentHash hash(Connection connection) throws SQLException {
    RowHash hash = new RowHash();
    for (String table : tables(connection)) {
      addRows(connection, table, hash);
    }
    return new ContentHash(hash.hash().hex());
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return texts(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
            + " ORDER BY name COLLATE BINARY");
  }

  private static void addRows(Connection connection, String table, RowHash hash)
      throws SQLException {
    String sql = "SELECT * FROM " + quoted(table) + " ORDER BY " + order(connection, table);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        hash.add(table, row(rows));
      }
    }
  }

  private static String order(Connection connection, String table) throws SQLException {
    String info = "FROM pragma_table_info('" + table.replace("'", "''") + "')";
    List<String> key = texts(connection, "SELECT name " + info + " WHERE pk > 0 ORDER BY pk");
    List<String> by =
        key.isEmpty() ? texts(connection, "SELECT name " + info + " ORDER BY cid") : key;
    return by.stream()
        .map(column -> quoted(column) + " COLLATE BINARY")
        .collect(Collectors.joining(", "));
  }

  private static Map<String, @Nullable Object> row(ResultSet rows) throws SQLException {
    Map<String, @Nullable Object> row = new HashMap<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      row.put(rows.getMetaData().getColumnName(i), rows.getObject(i));
    }
    return row;
  }

  /** A name as an SQL identifier. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        texts.add(result.getString(1));
      }
    }
    return texts;
  }
}
