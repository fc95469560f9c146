package dev.laneledger.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ContentTest {
  @TempDir Path directory;

  @Test
  void theVectorOfRecipeRowsV1IsReached() throws IOException {
    JsonNode vector = vector();
    List<String> sql = new ArrayList<>();
    vector.get("sql").forEach(statement -> sql.add(statement.asString()));
    Database database = new Database(directory.resolve("rows.db"));

    database.execute(sql);

    assertThat(database.contentHash()).hasToString(vector.get("sha256").asString());
  }

  @Test
  void rowsWithoutAPrimaryKeyCountInOrderOfTheirColumnsAndNotOfTheirArrival() {
    Database one = new Database(directory.resolve("one.db"));
    Database two = new Database(directory.resolve("two.db"));
    String table = "CREATE TABLE \"odd 'name\"(a TEXT, b INTEGER)";
    String first = "INSERT INTO \"odd 'name\" VALUES('x', 1)";
    String second = "INSERT INTO \"odd 'name\" VALUES('x', 2)";

    one.execute(List.of(table, first, second));
    two.execute(List.of(table, second, first));

    assertThat(one.contentHash()).isEqualTo(two.contentHash());
  }

  @Test
  void aFileThatWasVacuumedHasOtherBytesAndTheSameContent() {
    Database database = new Database(directory.resolve("a.db"));
    database.execute(
        List.of(
            "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT)",
            "INSERT INTO t VALUES(1, 'x')",
            "INSERT INTO t VALUES(2, 'y')",
            "DELETE FROM t WHERE a = 2"));

    Database copy = database.copyTo(directory.resolve("b.db"));

    assertThat(copy.contentHash()).isEqualTo(database.contentHash());
  }

  private static JsonNode vector() throws IOException {
    try (InputStream in = ContentTest.class.getResourceAsStream("/vectors/rows.json")) {
      return JsonMapper.builder().build().readTree(Objects.requireNonNull(in).readAllBytes());
    }
  }
}
