package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The types of problems resolve to what {@code docs/reason-codes.md} says. */
class ProblemTypeTest {
  @TempDir private static Path dir;
  private static LedgerServer ledger;

  @BeforeAll
  static void start() {
    ledger = new LedgerServer(dir);
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  @Test
  void every_documented_code_resolves_to_its_line_for_everybody() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "reason-codes.md")).stream()
            .filter(line -> line.startsWith("| <a id="))
            .toList();
    for (String row : rows) {
      String[] cells = row.split(" \\| ");
      String code = row.replaceFirst("^[^`]*`([A-Z_]+)`.*", "$1");
      JsonNode type = ledger.wire.get("", "/problems/" + code).json();
      List<String> packs = texts(type.path("packs"));
      assertThat(type.path("code").asString()).isEqualTo(code);
      assertThat(packs.isEmpty() ? type.path("status").asString() : String.join(", ", packs))
          .isEqualTo(cells[1]);
      assertThat(type.path("means").asString()).isEqualTo(cells[2]);
      assertThat(type.path("todo").asString() + " |").isEqualTo(cells[3]);
    }
    assertThat(texts(ledger.wire.get("", "/problems").json().path("problems")))
        .hasSameSizeAs(rows)
        .isSorted();
  }

  @Test
  void a_problem_names_a_type_that_resolves_to_a_page_as_well() {
    String type = ledger.get("auditor", "/v1/nothing").json().path("type").asString();

    Wire.Answer page =
        ledger.wire.send(ledger.wire.request("", type).header("Accept", "text/html"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.text()).contains("<h1>Not found</h1>", "There is no such thing.");
    ledger.wire.get("", "/problems/NO_SUCH_CODE").isProblem(404, "NOT_FOUND");
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }
}
