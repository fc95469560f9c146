package dev.laneledger.app.mcp;

import dev.laneledger.api.event.Role;
import dev.laneledger.app.mcp.HttpInterface.Answer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an auditor asks, and others as far as they may. */
final class ReadTools {
  private static final String NEXT = "explain, entry or proof, for what is not clear";

  private ReadTools() {}

  static List<Tool> all() {
    return List.of(
        ofProgram(
            "blockers",
            "The blockers of a program with their legs; at: as after that entry.",
            Tool.schema("program", "at?"),
            call -> "/blockers" + call.query("at")),
        ofProgram(
            "path",
            "What stands between now and an action (default PRODUCTION), and who must act.",
            Tool.schema("program", "to?", "at?"),
            call -> "/blockers/path" + call.query("to", "at")),
        ofProgram(
            "tickets",
            "The ticket ranges of a prefix, or the prefixes.",
            Tool.schema("program", "prefix?", "at?"),
            call -> "/tickets" + item(call, "prefix") + call.query("at")),
        ofProgram(
            "decisions",
            "What was offered, decided, granted, delegated and consumed; or one packet.",
            Tool.schema("program", "packet?", "at?"),
            call -> "/decisions" + item(call, "packet") + call.query("at")),
        ofProgram(
            "lanes",
            "The lanes of a program, or one.",
            Tool.schema("program", "lane?", "at?"),
            call -> "/lanes" + item(call, "lane") + call.query("at")),
        Tool.reading(
            "report",
            "A lane's report, in Markdown.",
            Tool.PROGRAM_READERS,
            Tool.schema("program", "lane"),
            call -> text(call.http().get("/v1" + call.lane() + "/report"), "report")),
        Tool.reading(
            "entries",
            "Entries in order, of one stream (source) or type; at most 1,000 (default 100).",
            Tool.ALL,
            Tool.schema("source?", "type?", "from?", "limit?"),
            ReadTools::entries),
        Tool.reading(
            "entry",
            "One entry with its leaf and chain hash.",
            Tool.ALL,
            Tool.schema("seq"),
            call ->
                Outcome.shown(
                    call.http().get("/v1/events/" + Call.encoded(call.text("seq"))), "proof")),
        Tool.reading(
            "verify",
            "What the ledger found when it last verified itself. Whoever trusts nobody verifies a"
                + " copy elsewhere, with the log's key.",
            EnumSet.of(Role.OPERATOR, Role.AUDITOR, Role.ADMIN),
            Tool.schema(new String[0]),
            call ->
                Outcome.shown(
                    call.http().get("/v1/verification"), "proof of an entry, or ledger verify")),
        Tool.reading(
            "proof",
            "The proof file of one entry (C2SP tlog-proof), to be verified anywhere with the log's"
                + " key.",
            Tool.ALL,
            Tool.schema("seq"),
            call ->
                text(
                    call.http().get("/v1/events/" + Call.encoded(call.text("seq")) + "/proof"),
                    "proof")));
  }

  private static Tool ofProgram(
      String name, String description, ObjectNode schema, Function<Call, String> path) {
    return Tool.reading(
        name,
        description,
        Tool.PROGRAM_READERS,
        schema,
        call -> Outcome.shown(call.http().get("/v1" + call.program() + path.apply(call)), NEXT));
  }

  private static String item(Call call, String name) {
    return call.find(name).map(value -> "/" + Call.encoded(value)).orElse("");
  }

  private static Outcome text(Answer answer, String name) {
    return answer.isGood()
        ? Outcome.good("SHOWN", NEXT).with(name, answer.text())
        : Outcome.refused(answer);
  }

  private static Outcome entries(Call call) {
    long wanted = call.arguments().path("limit").asLong(100);
    long limit = Math.min(wanted, 1_000);
    String query = call.query("source", "type", "from");
    Answer answer =
        call.http().get("/v1/events" + query + (query.isEmpty() ? "?" : "&") + "limit=" + limit);
    if (!answer.isGood()) {
      return Outcome.refused(answer);
    }
    ArrayNode entries = Json.object().arrayNode().addAll(lines(answer));
    return Outcome.good("SHOWN", "entries, from the last seq + 1; none is the end")
        .with("entries", entries);
  }

  static List<JsonNode> lines(Answer answer) {
    return answer
        .text()
        .lines()
        .<JsonNode>map(line -> Json.object(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
