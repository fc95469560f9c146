package dev.laneledger.app.rehearsal;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.hash.Hash;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recipe {@code rows.v1}: SHA-256 over one line per row, the canonical form of {@code [table,
 * {column: value, …}]} and LF; tables in name order, rows in primary-key order (all columns where
 * there is none).
 */
final class Content {
  private static final long MAX_EXACT = (1L << 53) - 1;

  private Content() {}

  /** The content hash as this connection sees it, its own uncommitted changes included. */
  static ContentHash hash(Connection connection) throws SQLException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (String table : tables(connection)) {
      addRows(connection, table, lines);
    }
    return new ContentHash(Hash.sha256(lines.toByteArray()).hex());
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return texts(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
            + " ORDER BY name COLLATE BINARY");
  }

  private static void addRows(Connection connection, String table, ByteArrayOutputStream lines)
      throws SQLException {
    String sql = "SELECT * FROM " + quoted(table) + " ORDER BY " + order(connection, table);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        ArrayNode line = JsonNodeFactory.instance.arrayNode();
        line.add(table).add(row(rows));
        lines.writeBytes(CanonicalJson.write(line));
        lines.write('\n');
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

  private static ObjectNode row(ResultSet rows) throws SQLException {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      put(row, rows.getMetaData().getColumnName(i), rows.getObject(i));
    }
    return row;
  }

  private static void put(ObjectNode row, String column, @Nullable Object value) {
    switch (value) {
      case null -> row.putNull(column);
      case byte[] blob ->
          row.putObject(column).put("b64", Base64.getEncoder().encodeToString(blob));
      case Double real -> row.put(column, real);
      case Number whole -> putWhole(row, column, whole.longValue());
      default -> row.put(column, value.toString());
    }
  }

  private static void putWhole(ObjectNode row, String column, long value) {
    if (Math.abs(value) <= MAX_EXACT && value != Long.MIN_VALUE) {
      row.put(column, value);
    } else {
      row.put(column, Long.toString(value));
    }
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
