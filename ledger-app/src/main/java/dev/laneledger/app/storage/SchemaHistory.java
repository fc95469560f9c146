package dev.laneledger.app.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.sql.DataSource;

/**
 * Tells from what Flyway noted in a database whether it would find nothing to do and nothing wrong,
 * since to ask Flyway itself takes longer than to open the ledger.
 */
final class SchemaHistory {
  /** In each kind's folder, in order. */
  static final List<String> SCRIPTS = List.of("V1__entries.sql");

  private static final String NOTED =
      "SELECT script, checksum, success FROM flyway_schema_history ORDER BY installed_rank";

  private SchemaHistory() {}

  private record Applied(String script, int checksum) {}

  /** False also where that cannot be told. */
  static boolean isNewest(DataSource source, String folder) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(NOTED)) {
      List<Applied> applied = new ArrayList<>();
      while (row.next()) {
        if (!row.getBoolean("success")) {
          return false;
        }
        applied.add(new Applied(row.getString("script"), row.getInt("checksum")));
      }
      return applied.equals(
          SCRIPTS.stream().map(name -> new Applied(name, checksum(folder, name))).toList());
    } catch (SQLException e) { // there is no such table yet, or worse: Flyway says what
      return false;
    }
  }

  /** As Flyway computes it: over the lines, without their ends. */
  private static int checksum(String folder, String name) {
    CRC32 sum = new CRC32();
    try (InputStream in = SchemaHistory.class.getResourceAsStream("/db/" + folder + "/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its migration " + name);
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (int) sum.getValue();
  }
}
