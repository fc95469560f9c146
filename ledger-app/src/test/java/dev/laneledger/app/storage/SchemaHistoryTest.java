package dev.laneledger.app.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaHistoryTest {
  private static final String FOLDER = "ledger";

  @TempDir private Path dir;

  private Path ledger() {
    LedgerDirectory.open(dir, Clock.systemUTC()).close();
    return dir.resolve("ledger.db");
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = Sqlite.durable(file).getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Test
  void whatFlywayMadeIsTheNewest() {
    assertThat(SchemaHistory.isNewest(Sqlite.durable(ledger()), FOLDER)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE flyway_schema_history SET checksum = checksum + 1",
        "UPDATE flyway_schema_history SET success = 0",
        "UPDATE flyway_schema_history SET script = 'V1__other.sql'",
        "DELETE FROM flyway_schema_history",
        "DROP TABLE flyway_schema_history"
      })
  void whateverElseIsLeftToFlyway(String change) throws SQLException {
    Path file = ledger();
    execute(file, change);

    assertThat(SchemaHistory.isNewest(Sqlite.durable(file), FOLDER)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger", "postgres"})
  void everyScriptIsNamed(String folder) throws Exception {
    Path scripts =
        Path.of(SchemaHistory.class.getResource("/db/" + folder + "/V1__entries.sql").toURI())
            .getParent();
    try (Stream<Path> all = Files.list(scripts)) {
      assertThat(all.map(file -> file.getFileName().toString()).sorted())
          .containsExactlyElementsOf(SchemaHistory.SCRIPTS);
    }
  }
}
