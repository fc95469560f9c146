package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.app.cli.Verbs.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a lane's verbs answer, good and bad, over HTTP. */
class LaneVerbsTest {
  private static final String[] OPEN = {
    "lane",
    "open",
    "--consume",
    "GO_ON",
    "--macro",
    "M",
    "--host",
    "h",
    "--date",
    "2026-06-12",
    "--json"
  };

  @TempDir private static Path dir;
  private static LaneScene scene;

  @BeforeAll
  static void start() {
    scene = new LaneScene(dir.resolve("ledger"));
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  private static JsonNode json(Ran ran) {
    assertThat(ran.out().lines()).as(ran.err()).hasSize(1);
    JsonNode node = CanonicalJson.parse(ran.out().strip().getBytes(StandardCharsets.UTF_8));
    assertThat(node.path("code").asString()).isNotEmpty();
    assertThat(node.path("next").asString()).isNotEmpty();
    assertThat(node.path("exit").asInt()).isEqualTo(ran.exit());
    return node;
  }

  @Test
  void theSameCommandAgainIsARepeatAndNoSecondEvent() throws IOException {
    scene.program("A");

    JsonNode first = json(scene.lane("A", "L", OPEN));
    JsonNode again = json(scene.lane("A", "L", OPEN));

    assertThat(first.path("code").asString()).isEqualTo("LANE_OPENED");
    assertThat(first.path("receipts")).hasSize(2);
    assertThat(again).isEqualTo(first);
  }

  @Test
  void aRefusalSaysItsCodeAndWhatToDo() throws IOException {
    scene.program("B");
    json(scene.lane("B", "L", OPEN));

    Ran early = scene.lane("B", "L", "lane", "step", "S", "--does", "work", "--json");

    assertThat(early.exit()).isEqualTo(1);
    assertThat(json(early).path("code").asString()).isEqualTo("LANE_OUT_OF_ORDER");
    assertThat(json(early).path("next").asString()).isEqualTo("check the gates first");
    assertThat(json(early).path("receipt").path("seq").isIntegralNumber()).isTrue();
  }

  @Test
  void aFailedGateIsRecordedAndEndsWithOne() throws IOException {
    scene.program("C");
    json(scene.lane("C", "L", OPEN));
    Path plan = dir.resolve("plan-c.md");
    Files.writeString(plan, "add one row\r\n");

    Ran check = scene.lane("C", "L", "lane", "check", "--document", "plan.md=" + plan, "--json");
    Ran status = scene.lane("C", "L", "status", "--json");

    assertThat(check.exit()).isEqualTo(1);
    assertThat(json(check).path("code").asString()).isEqualTo("GATE_FAILED");
    assertThat(json(check).path("detail").asString()).contains("DOCUMENT_LINE_ENDS plan.md");
    assertThat(json(check).path("receipts")).hasSize(1);
    assertThat(json(status).path("next").asString()).isEqualTo("ledger lane stop");
    assertThat(scene.lane("C", "L", "lane", "stop", "--reason", "a gate failed").exit()).isZero();
  }

  @Test
  void aPayloadIsHeldAgainstItsSchemaBeforeItIsSent() throws IOException {
    Path data = dir.resolve("bad.json");
    Files.writeString(data, "{\"acceptedKinds\":1,\"verdict\":\"V\"}");

    Ran ran = scene.lane("D", "L", "lane", "lock", "--data", data.toString(), "--json");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(json(ran).path("code").asString()).isEqualTo("PAYLOAD_INVALID");
    assertThat(json(ran).path("errors").valueStream().map(e -> e.path("pointer").asString()))
        .contains("/data/acceptedKinds", "/data/isolation", "/data/selected");
  }

  @Test
  void aProbeThatIsAllowedIsNoGoodProbe() throws IOException {
    scene.program("E");
    json(scene.lane("E", "L", OPEN));
    Path data = dir.resolve("good.json");
    Files.writeString(data, "{\"surface\":\"ci\",\"class\":\"FINE\"}");

    Ran ran =
        scene.lane(
            "E",
            "L",
            "lane",
            "probe",
            "B1",
            "--defect",
            "none",
            "--type",
            "lane.surface-classified",
            "--data",
            data.toString(),
            "--json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(json(ran).path("code").asString()).isEqualTo("PROBE_NOT_CLOSED");
  }

  @Test
  void anotherCodeThanTheExpectedOneIsToldWithBoth() throws IOException {
    scene.program("F");
    json(scene.lane("F", "L", OPEN));
    Path data = dir.resolve("lower.json");
    Files.writeString(data, "{\"surface\":\"ci\",\"class\":\"fine\"}");

    Ran ran =
        scene.lane(
            "F",
            "L",
            "lane",
            "probe",
            "B1",
            "--defect",
            "lower case",
            "--type",
            "lane.surface-classified",
            "--data",
            data.toString(),
            "--expect",
            "LANE_ENDED",
            "--json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(json(ran).path("code").asString()).isEqualTo("PROBE_OTHER_CODE");
    assertThat(json(ran).path("detail").asString()).contains("LANE_ENDED", "CLASS_INVALID");
  }

  @Test
  void aCopyThatIsItsSourceIsNotLocked() throws IOException {
    scene.program("G");
    json(scene.lane("G", "L", OPEN));
    Path plan = dir.resolve("plan-g.md");
    Files.write(plan, LaneScene.PLAN);
    assertThat(scene.lane("G", "L", "lane", "check", "--document", "plan.md=" + plan).exit())
        .isZero();

    Ran ran =
        scene.lane(
            "G",
            "L",
            "lane",
            "lock",
            "--source",
            plan.toString(),
            "--copy",
            plan.toString(),
            "--target",
            "t",
            "--json");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(json(ran).path("code").asString()).isEqualTo("ISOLATION_NOT_PROVEN");
    assertThat(Files.readAllBytes(plan)).isEqualTo(LaneScene.PLAN);
  }

  @Test
  void withThePinnedKeyEveryEventIsProvenOnTheSpot() throws IOException {
    scene.program("H");
    String key = scene.ledger.running.verifierKey();
    java.util.ArrayList<String> args = new java.util.ArrayList<>(List.of(OPEN));
    args.addAll(List.of("--key", key));

    JsonNode opened = json(scene.lane("H", "L", args.toArray(String[]::new)));

    assertThat(opened.path("proven").asBoolean()).isTrue();
  }

  @Test
  void aUsageErrorIsJsonToo() {
    Ran ran = scene.lane("A", "L", "lane", "open", "--json");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(json(ran).path("code").asString()).isEqualTo("USAGE");
    assertThat(json(ran).path("next").asString()).isEqualTo("read: ledger lane open --help");
  }

  @Test
  void aLedgerThatIsNotThereIsToldAsSuch() {
    Ran ran =
        Verbs.here(
            java.util.Map.of("LANELEDGER_URL", "http://127.0.0.1:1", "LANELEDGER_TOKEN", "t"),
            List.of("status", "--program", "P", "--json"));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(json(ran).path("code").asString()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void statusSaysWhatIsBlockedAndWhoMustAct() throws IOException {
    scene.program("I");
    scene.ledger.raiseBlocker("I");

    scene.ledger.decisions("I"); // covers the blocker
    Ran ran = scene.lane("I", "L", "status");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("I  1 blockers are open", "B  LANE  blocks PRODUCTION", "prove it")
        .contains("lane L  NOT_OPEN", "next: ledger lane open");
  }
}
