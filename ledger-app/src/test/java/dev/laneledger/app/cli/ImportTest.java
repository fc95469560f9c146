package dev.laneledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.event.EventType;
import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.history.HistoryFile;
import dev.laneledger.app.scenario.ProgramRegistration;
import dev.laneledger.app.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A program's history, imported into a real server as an operator would. */
class ImportTest {
  private static final Path EXAMPLE = Path.of("..", "docs", "examples", "fix7-history.ndjson");
  private static final String DISPUTED = "06-dry-run-execution-readiness";

  @TempDir private static Path dir;
  private static OwnersLedger ledger;

  @BeforeAll
  static void start() throws IOException {
    ledger = new OwnersLedger(dir.resolve("ledger"));
    for (String program : List.of("FIX7-P0", "A", "B", "C")) {
      ledger.program(program);
    }
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static Ran run(Path file, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "import",
                file.toString(),
                "--url",
                ledger.running.url().toString(),
                "--token-file",
                ledger.dir.resolve("tokens/operator").toString()));
    args.addAll(List.of(options));
    return Verbs.here(args);
  }

  private static Ran run(String lines, String... options) throws IOException {
    Path file = Files.createTempFile(dir, "history", ".ndjson");
    Files.writeString(file, lines);
    return run(file, options);
  }

  private static String lane(String program, String lane, String title) {
    return """
    {"specversion":"1.0","id":"imported","source":"/programs/%s/lanes/%s",\
    "type":"dev.laneledger.lane.imported.v1","data":{"title":"%s","date":"2026-06-11"}}
    """
        .formatted(program, lane, title);
  }

  private static long lanes(String program) throws IOException {
    long[] found = {0};
    ledger
        .client("auditor")
        .entries(
            new EntryQuery(0, null, EventType.LANE_IMPORTED),
            entry -> found[0] += program.equals(entry.event().source().program()) ? 1 : 0);
    return found[0];
  }

  @Test
  void theExampleIsWhatTheDemoImports() throws IOException {
    byte[] example = Files.readAllBytes(EXAMPLE);

    assertThat(HistoryFile.format(ProgramRegistration.history(Scenario.shipped("fix7"))))
        .asString(UTF_8)
        .isEqualTo(new String(example, UTF_8));
    assertThat(HistoryFile.format(HistoryFile.parse(example))).isEqualTo(example);
  }

  @Test
  void aHistoryIsImportedOnceAndItsDisputedTreeIsShownAsAConflict() throws IOException {
    int events = Files.readAllLines(EXAMPLE).size();

    Ran first = run(EXAMPLE);
    Ran second = run(EXAMPLE, "--json");

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out())
        .isEqualTo(
            "%d of %d events are in the ledger: %d new, 0 already there\n"
                .formatted(events, events, events));
    assertThat(second.exit()).isZero();
    assertThat(second.out().strip())
        .isEqualTo(
            "{\"alreadyThere\":%d,\"appended\":0,\"events\":%d,\"stopped\":null}"
                .formatted(events, events));
    long[] last = {0};
    ledger.client("auditor").entries(EntryQuery.ALL, entry -> last[0] = entry.seq());
    JsonNode lanes = ledger.client("owner").projection("/v1/programs/FIX7-P0/lanes", last[0]);
    JsonNode disputed =
        lanes
            .path("lanes")
            .valueStream()
            .filter(lane -> lane.path("id").asString().equals(DISPUTED))
            .findFirst()
            .orElseThrow();
    assertThat(disputed.path("imported").asBoolean()).isTrue();
    assertThat(disputed.path("packetTreeConflict").asBoolean()).isTrue();
    assertThat(disputed.path("packetTreeClaims"))
        .extracting(claim -> claim.path("packetTree").asString().substring(0, 8))
        .containsExactly("02b200e5", "60fc0b72", "02b200e5");
    assertThat(lanes.path("lanes").valueStream())
        .filteredOn(lane -> lane.path("packetTreeConflict").asBoolean())
        .hasSize(1);
    assertThat(ledger.client("owner").report("FIX7-P0", DISPUTED))
        .contains("**2 different ones** are stated for this lane");
  }

  @Test
  void everyLineThatIsWrongIsNamedBeforeAnythingIsSent() throws IOException {
    String wrong =
        lane("A", "l1", "good")
            + lane("A", "l2", "x").replace("\"date\":\"2026-06-11\"", "\"day\":1")
            + "\n"
            + lane("A", "l1", "the same id")
            + lane("A", "l3", "x").replace("lane.imported", "lane.stopped")
            + lane("A", "l4", "x").replace("\"id\"", "\"actor\":\"owner:x\",\"id\"")
            + "[]";

    Ran ran = run(wrong);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains(
            " line 2 /data/",
            " line 3: MALFORMED_JSON: ",
            " line 4 /id: an id must stand once in its source, but imported stands in line 1",
            " line 5 ",
            " line 6 /actor: LEDGER_ATTRIBUTE_SET: ",
            " line 7: ENVELOPE_INVALID: ",
            "Nothing was sent.")
        .doesNotContain(" line 1 /", " line 1:");
    assertThat(lanes("A")).isZero();
    JsonNode json = CanonicalJson.parse(run(wrong, "--json").out().getBytes(UTF_8));
    assertThat(json.path("faults")).hasSize(6);
    assertThat(json.at("/faults/0/line").asInt()).isEqualTo(2);
    assertThat(run("").err()).contains(" line 1: a history must hold an event, but is empty");
    Ran other =
        run(
            lane("A", "l5", "x")
                .replace("lane.imported", "program.registered")
                .replace("/lanes/l5", ""));
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains(" line 1 ");
  }

  @Test
  void itStopsAtTheFirstRefusalAndGoesOnFromThereWhenTheLineIsMended() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 250; i++) {
      String line = lane("B", "l" + i, "lane");
      lines.append(i == 130 ? line.replace("\"title\"", "\"tickets\":[3],\"title\"") : line);
    }

    Ran stopped = run(lines.toString());

    assertThat(stopped.exit()).as(stopped.err() + stopped.out()).isEqualTo(1);
    assertThat(stopped.out())
        .isEqualTo("130 of 250 events are in the ledger: 130 new, 0 already there\n");
    assertThat(stopped.err())
        .contains(" line 131 /data/tickets: refused, TICKET_RANGE_INVALID: ")
        .contains("give both, or leave them out")
        .contains("Mend that line and import the file again");
    assertThat(lanes("B")).isEqualTo(130);

    Ran mended = run(lines.toString().replace("\"tickets\":[3],", ""));
    assertThat(mended.exit()).as(mended.err()).isZero();
    assertThat(mended.out())
        .isEqualTo("250 of 250 events are in the ledger: 120 new, 130 already there\n");
    assertThat(lanes("B")).isEqualTo(250);
  }

  @Test
  void whatIsThereIsNotChangedByOtherValues() throws IOException {
    assertThat(run(lane("C", "l1", "as it was")).exit()).isZero();

    Ran changed = run(lane("C", "l0", "new") + lane("C", "l1", "as I like it"), "--json");

    assertThat(changed.exit()).isEqualTo(1);
    JsonNode json = CanonicalJson.parse(changed.out().getBytes(UTF_8));
    assertThat(json.at("/stopped/line").asInt()).isEqualTo(2);
    assertThat(json.at("/stopped/refusal/code").asString()).isEqualTo("ID_REUSED");
    assertThat(json.path("appended").asInt()).isEqualTo(1);
  }

  @Test
  void aLaneMayNotImport() throws IOException {
    Ran ran =
        Verbs.here(
            List.of(
                "import",
                EXAMPLE.toString(),
                "--url",
                ledger.running.url().toString(),
                "--token-file",
                ledger.dir.resolve("tokens/lane").toString()));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(" line 1").contains("refused, ");
  }
}
