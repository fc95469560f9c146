package dev.laneledger.app.rehearsal;

import dev.laneledger.api.event.ContentHash;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** One SQLite database file. Every call opens and closes a connection of its own. */
record Database(Path file) implements Examined {
  private static final String MARKER = "lane_ledger_isolation_marker";

  /** Work on one connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Runs the work and closes the connection.
   *
   * @throws RehearsalException if the database refuses it
   */
  <T> T with(Work<T> work) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new RehearsalException("the database " + file.getFileName() + " refused the work", e);
    }
  }

  /** Executes statements, each committed on its own. */
  void execute(List<String> statements) {
    with(connection -> {
      for (String sql : statements) {
        execute(connection, sql);
      }
      return true;
    });
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes a complete, consistent copy of the committed content to a new file. */
  Database copyTo(Path newFile) {
    with(connection -> {
      try (var vacuum = connection.prepareStatement("VACUUM INTO ?")) {
        vacuum.setString(1, newFile.toString());
        return vacuum.execute();
      }
    });
    return new Database(newFile);
  }

  /** Content hash of all tables by recipe {@code rows.v1}. */
  @Override
  public ContentHash contentHash() {
    return with(Content::hash);
  }

  @Override
  public void mark() {
    execute(
        List.of(
            "CREATE TABLE " + MARKER + "(marker TEXT PRIMARY KEY)",
            "INSERT INTO " + MARKER + " VALUES('written into the clone only')"));
  }

  @Override
  public void unmark() {
    execute(List.of("DROP TABLE " + MARKER));
  }

  /** Number of rows of one table. */
  static long rows(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT count(*) FROM " + Content.quoted(table))) {
      return result.getLong(1);
    }
  }
}
