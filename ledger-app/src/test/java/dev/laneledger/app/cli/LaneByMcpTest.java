package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The lane of {@code docs/mcp.md}, as an agent runs it through the Model Context Protocol alone.
 */
class LaneByMcpTest {
  private static final Path DOC = Path.of("../docs/mcp.md");
  private static final String BEGIN = "<!-- transcript -->\n";
  private static final String END = "<!-- end of transcript -->";
  private static final String PLAN = Hash.sha256(LaneScene.PLAN).hex();
  private static final String BEFORE = content("1,first\n");
  private static final String APPLIED = content("1,first\n2,second\n");
  private static final String MARKED = content("marked");
  private static final String READ =
      """
      {"path":"plan.md","storeRevision":1,"bytes":12,"sha256":"%s"}\
      """
          .formatted(PLAN);

  @TempDir private Path directory;

  private static String content(String text) {
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Test
  void aLaneRunsFromItsDecisionToItsCompletionByToolsAlone() throws Exception {
    try (LaneScene scene = new LaneScene(directory.resolve("ledger"))) {
      scene.program("P");
      String token = Files.readString(scene.ledger.dir.resolve("tokens/lane")).strip();
      try (McpAgent agent = new McpAgent(scene.ledger.running.url(), token)) {
        run(agent);
        documented(agent.transcript());
      }
      assertThat(scene.lane("P", "L-3", "status", "--json").out())
          .contains("\"stage\":\"COMPLETED\"");
    }
  }

  private static void run(McpAgent agent) {
    said(agent, "status", "{\"program\":\"P\"}", "STATUS");
    lane(
        agent,
        "lane_open",
        """
        {"macro":"ADD_A_ROW","authority":"REHEARSAL_ONLY","host":"build-1","date":"2026-06-12","consumes":"GO_ON"}\
        """,
        "LANE_OPENED");
    lane(
        agent,
        "lane_check",
        """
        {"gates":[{"gate":"plan","expected":"as pinned","observed":"as pinned","result":"PASS","documents":[%s]}]}\
        """
            .formatted(READ),
        "GATES_PASSED");
    lane(
        agent,
        "lane_lock",
        """
        {"selected":{"name":"copy-1","kind":"local_clone","isProduction":false,"allowed":true},\
        "notSelected":[{"name":"postgres","kind":"production","isProduction":true,"allowed":false}],\
        "notYetAvailable":[],"acceptedKinds":["local_clone"],\
        "isolation":{"pathToken":"(copy)","comparedWith":["source","postgres"],"realPathDiffers":true,"fileDiffers":true,\
        "sourceBefore":"%s","cloneWithMarker":"%s","sourceAfter":"%s","cloneAfter":"%s"},\
        "verdict":"PROVEN_ISOLATED_NOT_PRODUCTION"}\
        """
            .formatted(BEFORE, MARKED, BEFORE, BEFORE),
        "TARGET_LOCKED");
    JsonNode step = lane(agent, "lane_step", step("add one row"), "STEP_RECORDED");
    lane(
        agent,
        "lane_prove",
        """
        {"entries":[{"id":"ADD","path":"copying the file back","rows":[1,2,1],"before":"%s","afterApply":"%s",\
        "afterRollback":"%s","restoredMatch":true,"productionRollbackStatus":"NOT_APPLICABLE"}],\
        "invariants":[{"name":"source.csv","before":"%s","after":"%s"}]}\
        """
            .formatted(BEFORE, APPLIED, BEFORE, BEFORE, BEFORE),
        "ROLLBACK_PROVEN");
    close(agent, step);
  }

  private static void close(McpAgent agent, JsonNode step) {
    JsonNode probe =
        said(
            agent,
            "lane_probe",
            """
            {"program":"P","lane":"L-3","id":"REAL","defect":"asks for a real run","data":{"step":"ADD","does":"run",\
            "mutates":"production","action":"REAL_RUN","result":"PASS","observations":[]},\
            "expect":"ACTION_NOT_AUTHORIZED_FOR_LANE"}\
            """,
            "PROBE_REFUSED");
    String good = "{\"source\":\"/programs/P/lanes/L-3\",\"streamseq\":3}";
    lane(
        agent,
        "lane_probed",
        "{\"probes\":[%s],\"control\":{\"request\":\"the step\",\"allowed\":true,\"event\":%s}}"
            .formatted(probe.path("probe"), good),
        "PROBES_RECORDED");
    lane(
        agent,
        "lane_attest",
        "{\"claimed\":1,\"surfaces\":[{\"surface\":\"production\",\"state\":\"NOT_TOUCHED\"}]}",
        "SURFACES_ATTESTED");
    said(
        agent,
        "lane_attach",
        """
        {"program":"P","lane":"L-3","path":"notes.md","mediaType":"text/markdown","text":"one row, in and out\\n"}\
        """,
        "EVIDENCE_ATTACHED");
    lane(
        agent,
        "lane_review",
        "{\"checks\":[{\"check\":\"the step was recorded\",\"answer\":\"PASS\",\"basis\":[%s]}]}"
            .formatted(good),
        "REVIEW_PASSED");
    lane(
        agent,
        "lane_seal",
        "{\"proposedOutcome\":\"READY\",\"proposedStatus\":\"REHEARSED\",\"documents\":[%s]}"
            .formatted(READ),
        "PACKET_SEALED");
    lane(
        agent,
        "lane_complete",
        "{\"outcome\":\"READY\",\"status\":\"REHEARSED\"}",
        "LANE_COMPLETED");
    said(agent, "status", "{\"program\":\"P\",\"lane\":\"L-3\"}", "STATUS");
    assertThat(step.path("receipts").path(0).path("seq").asLong()).isPositive();
  }

  private static String step(String does) {
    return """
    {"step":"ADD","does":"%s","mutates":"copy-1","result":"PASS","observations":[]}\
    """
        .formatted(does);
  }

  private static JsonNode lane(McpAgent agent, String tool, String data, String code) {
    return said(agent, tool, "{\"program\":\"P\",\"lane\":\"L-3\",\"data\":" + data + "}", code);
  }

  private static JsonNode said(McpAgent agent, String tool, String arguments, String code) {
    JsonNode answer = agent.call(tool, arguments);
    assertThat(answer.path("code").asString("")).as(answer.toString()).isEqualTo(code);
    assertThat(answer.path("next").asString("")).isNotEmpty();
    return answer;
  }

  private static void documented(String transcript) throws Exception {
    String document = Files.readString(DOC);
    assertThat(document).contains(BEGIN, END);
    String told =
        document.substring(0, document.indexOf(BEGIN) + BEGIN.length())
            + "\n```text\n"
            + transcript.stripTrailing()
            + "\n```\n\n"
            + document.substring(document.indexOf(END));
    if ("write".equals(System.getProperty("mcp.transcript"))) {
      Files.writeString(DOC, told);
    }
    assertThat(Files.readString(DOC)).isEqualTo(told);
  }
}
