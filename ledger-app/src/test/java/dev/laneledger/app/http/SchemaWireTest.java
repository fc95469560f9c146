package dev.laneledger.app.http;

import static dev.laneledger.app.http.LedgerServer.BATCH;
import static dev.laneledger.app.http.LedgerServer.LINES;
import static dev.laneledger.app.http.LedgerServer.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.laneledger.api.event.EventType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The schemas as they are served, and the faults that they find. */
class SchemaWireTest {
  private static final String GOOD =
      """
      {"specversion":"1.0","id":"b","source":"/programs/P",\
      "type":"dev.laneledger.blocker.raised.v1",\
      "data":{"blocker":"B","subject":"s","actors":["LANE"],"blocks":["X"],"nextAction":"n",\
      "legs":[{"leg":"l","actor":"LANE","strength":"ANALYSIS","requires":[]}]}}\
      """;

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

  @ParameterizedTest
  @EnumSource
  void every_type_has_a_schema_that_is_one(EventType type) {
    Wire.Answer answer = ledger.wire.get("", "/v1/schemas/" + type.wire());

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/schema+json");
    assertThat(answer.header("ETag")).hasSize(66);
    assertThat(answer.json().at("/properties/type/const").asString()).isEqualTo(type.wire());
    assertThat(answer.json().at("/properties/data/additionalProperties").asBoolean(true)).isFalse();
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(answer.json())
                .validate(answer.json()))
        .as("a schema is no event")
        .isNotEmpty();
  }

  @Test
  void the_index_names_them_all_and_an_unknown_type_is_not_found() {
    assertThat(ledger.wire.get("", "/v1/schemas").json().path("schemas"))
        .hasSize(EventType.values().length);
    ledger.wire.get("", "/v1/schemas/lane.opened").isProblem(404, "NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"subject\":\"s\", | `` | /data/subject",
        "\"subject\":\"s\" | \"subject\":1 | /data/subject",
        "\"subject\":\"s\" | \"subject\":null | /data/subject",
        "\"subject\":\"s\" | \"subject\":\"s\",\"extra\":1 | /data/extra",
        "\"ANALYSIS\" | \"STRONG\" | /data/legs/0/strength",
        "\"leg\":\"l\", | `` | /data/legs/0/leg",
        "\"blocks\":[\"X\"] | \"blocks\":[7] | /data/blocks/0",
        "\"id\":\"b\" | \"id\":\"\" | /id",
        "\"id\":\"b\" | \"id\":\"b\",\"dataschema\":\"x\" | /dataschema"
      })
  void what_the_ledger_refuses_for_its_form_the_schema_refuses_at_the_same_place(
      String from, String to, String pointer) {
    Wire.Answer answer = ledger.append("operator", ONE, GOOD.replace(from, to));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("pointer").asString()).isEqualTo(pointer);
    assertThat(pointers(answer)).containsExactly(pointer);
  }

  @Test
  void every_fault_of_an_event_is_told_at_once_wherever_it_stands() {
    String bad = GOOD.replace("\"subject\":\"s\"", "\"subject\":1").replace("[\"X\"]", "7");
    List<String> faults = List.of("/data/subject", "/data/blocks");
    List<String> second = faults.stream().map(f -> "/1" + f).toList();

    assertThat(pointers(ledger.append("operator", ONE, bad)))
        .containsExactlyInAnyOrderElementsOf(faults);
    assertThat(pointers(ledger.append("operator", BATCH, "[" + GOOD + "," + bad + "]")))
        .containsExactlyInAnyOrderElementsOf(second);
    assertThat(pointers(ledger.append("operator", LINES, GOOD + "\n" + bad + "\n")))
        .containsExactlyInAnyOrderElementsOf(second);
  }

  private static List<String> pointers(Wire.Answer answer) {
    return StreamSupport.stream(answer.json().path("errors").spliterator(), false)
        .map(e -> e.path("pointer").asString())
        .toList();
  }
}
