package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.cli.McpAgent;
import dev.laneledger.app.signing.Tokens;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may call which tool, and that no tool does what the HTTP interface refuses: every tool of a
 * real server, called as everybody, beside the request that asks for the same. The outcome is the
 * table in {@code docs/mcp.md}, which {@code -Dmcp.table=write} writes anew.
 */
class EveryToolTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "mcp.md");
  private static final String BEGIN = "<!-- tools -->\n";
  private static final String END = "<!-- end of tools -->";

  @TempDir private static Path dir;
  private static LedgerServer server;
  private static CodeScene scene;
  private static final Map<String, String> TOKENS = new LinkedHashMap<>();
  private static final Map<String, McpAgent> AGENTS = new LinkedHashMap<>();
  private static final Map<String, List<String>> SEEN = new LinkedHashMap<>();

  @BeforeAll
  static void start() throws IOException {
    System.setProperty("laneledger.refusals.burst", "1000");
    server = new LedgerServer(dir.resolve("ledger"));
    System.clearProperty("laneledger.refusals.burst");
    scene = new CodeScene(server, "P0", new HashMap<>()).opened();
    register("lane:other", null);
    register("lane:elsewhere", List.of("/programs/Q"));
    scene.put(GoodData.EVIDENCE);
    TOKENS.put("LANE", server.token("lane"));
    TOKENS.put("another LANE", Tokens.read(server.dir).issue("lane:other"));
    TOKENS.put("LANE elsewhere", Tokens.read(server.dir).issue("lane:elsewhere"));
    for (String role : List.of("OPERATOR", "OWNER", "AUDITOR", "ADMIN")) {
      TOKENS.put(role, server.token(role.toLowerCase(Locale.ROOT)));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.get("auditor", "/v1/events/0/proof").status() == 200);
    TOKENS.forEach((who, token) -> AGENTS.put(who, new McpAgent(server.url(), token)));
    AGENTS.forEach((who, agent) -> SEEN.put(who, agent.tools()));
  }

  private static void register(String principal, @Nullable List<String> scope) {
    scene.done(
        CodeScene.ADMIN,
        scene.draft(
            StreamId.LEDGER,
            EventType.PRINCIPAL_REGISTERED,
            new LedgerData.PrincipalRegistered(principal, principal, null, scope)));
  }

  @AfterAll
  static void stop() {
    AGENTS.values().forEach(McpAgent::close);
    server.close();
  }

  @Test
  void no_tool_does_what_the_interface_refuses_and_the_document_says_who_may_call_it()
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (ToolRow row : ToolRow.rows()) {
      List<String> cells = new ArrayList<>(List.of("`" + row.tool() + "`", row.what()));
      TOKENS.keySet().forEach(who -> cells.add(cell(row, who)));
      rows.add(cells);
    }
    documented(table(rows));
  }

  @Test
  void every_tool_has_a_row() {
    Set<String> rows =
        ToolRow.rows().stream().map(ToolRow::tool).collect(Collectors.toCollection(TreeSet::new));
    Set<String> seen = new TreeSet<>();
    SEEN.values().forEach(seen::addAll);

    assertThat(rows).isEqualTo(seen);
  }

  @Test
  void nobody_gets_in_without_a_token() {
    Wire.Answer answer =
        server.wire.post(
            "", "/mcp", "application/json", "{\"jsonrpc\":\"2.0\",\"method\":\"ping\"}");

    answer.isProblem(401, "UNAUTHENTICATED");
    assertThatThrownBy(() -> new McpAgent(server.url(), "llt_" + "0".repeat(43)).close())
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void arguments_that_a_tool_does_not_know_are_refused_by_name() {
    CallToolResult result = AGENTS.get("LANE").result("blockers", "{\"prgram\":\"P0\"}");

    assertThat(result.isError()).isTrue();
    assertThat(result.structuredContent().toString())
        .contains("PARAMETER_INVALID", "unknown: prgram", "missing: program", "next=");
    CallToolResult path =
        AGENTS.get("LANE").result("blockers", "{\"program\":\"../../checkpoint\"}");
    assertThat(path.isError()).isTrue();
  }

  /** {@code yes}, the status of the refusal, or nothing where the tool is not seen. */
  private static String cell(ToolRow row, String who) {
    McpAgent agent = AGENTS.get(who);
    if (!SEEN.getOrDefault(who, List.of()).contains(row.tool())) {
      assertThatThrownBy(() -> agent.result(row.tool(), row.arguments(TOKENS.get(who))))
          .isInstanceOf(McpError.class);
      return "";
    }
    CallToolResult called = agent.result(row.tool(), row.arguments(TOKENS.get(who)));
    Wire.Answer asked = row.request().apply(scene, TOKENS.get(who));
    Map<?, ?> told = (Map<?, ?>) called.structuredContent();
    assertThat(told.get("code")).as(row + who).isNotNull();
    assertThat(told.get("next")).as(row + who).isNotNull();
    if (asked.status() / 100 == 2) {
      assertThat(called.isError()).as(row.tool() + who + told).isFalse();
      return "yes";
    }
    if (row.tool().equals("lane_probe") && !called.isError()) {
      assertThat(told.toString()).as(who).contains(asked.json().path("code").asString());
      return "yes";
    }
    assertThat(called.isError()).as(row.tool() + who + told + asked.text()).isTrue();
    assertThat(told.get("code"))
        .as(row.tool() + who + told)
        .isEqualTo(asked.json().path("code").asString());
    return String.valueOf(asked.status());
  }

  private static String table(List<List<String>> rows) {
    List<String> head =
        Stream.concat(Stream.of("tool", "of what"), TOKENS.keySet().stream()).toList();
    return Stream.concat(Stream.of(head, head.stream().map(h -> "---").toList()), rows.stream())
        .map(cells -> "| " + String.join(" | ", cells) + " |\n")
        .collect(Collectors.joining());
  }

  private static void documented(String table) throws IOException {
    String document = Files.readString(DOCUMENT);
    assertThat(document).contains(BEGIN, END);
    String told =
        document.substring(0, document.indexOf(BEGIN) + BEGIN.length())
            + "\n"
            + table
            + "\n"
            + document.substring(document.indexOf(END));
    if ("write".equals(System.getProperty("mcp.table"))) {
      Files.writeString(DOCUMENT, told);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(told);
  }
}
