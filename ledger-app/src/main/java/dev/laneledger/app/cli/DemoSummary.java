package dev.laneledger.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A demo's result for somebody who sees it for the first time. */
final class DemoSummary {
  private final DemoResult result;
  private final StringBuilder text = new StringBuilder();

  private DemoSummary(DemoResult result) {
    this.result = result;
  }

  static String of(DemoResult result) {
    DemoSummary summary = new DemoSummary(result);
    summary.head();
    summary.verdicts();
    summary.blockers();
    summary.standing();
    summary.replays();
    summary.tampering();
    summary.files();
    return summary.text.toString();
  }

  private void head() {
    JsonNode lane = result.played().lane().path("lane");
    line("");
    line("Lane %s of program %s", result.lane(), result.program());
    line("  outcome      %s", lane.path("outcome").asString("?"));
    line("  status       %s", lane.path("status").asString("?"));
    line("  packet tree  %s", result.played().packetTree());
    line("  packet       %s", result.sha256sum().words());
    line("");
  }

  private void verdicts() {
    line("What follows from the lane's own events (NO is shown, not hidden)");
    List<List<String>> rows = new ArrayList<>();
    for (ObjectNode c : result.played().conclusions()) {
      rows.add(
          List.of(
              c.path("answer").asString(""),
              c.path("statement").asString(""),
              shortened(c.path("because"), 60)));
    }
    table(rows);
  }

  private void blockers() {
    ObjectNode answer = result.played().blockers();
    line("%d blockers are open; what they block may not run", answer.path("open").asLong());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("blocker", "status", "must act", "legs still open"));
    for (JsonNode blocker : answer.path("blockers")) {
      if (blocker.path("open").asBoolean()) {
        rows.add(
            List.of(
                blocker.path("id").asString(""),
                blocker.path("status").asString(""),
                words(blocker.path("actors")),
                openLegs(blocker.path("legs"))));
      }
    }
    table(rows);
    line("What each waits for");
    for (JsonNode blocker : answer.path("blockers")) {
      if (blocker.path("open").asBoolean()) {
        line("  %s: %s", blocker.path("id").asString(""), blocker.path("nextAction").asString(""));
      }
    }
    line("");
  }

  private void standing() {
    ObjectNode decisions = result.played().decisions();
    ObjectNode tickets = result.played().tickets();
    line("In effect: %s; nothing is selected", decisions.path("effective").asString("?"));
    line(
        "Tickets %s: folded through %d, reserved through %d, next free %d",
        tickets.path("prefix").asString("?"),
        tickets.path("canonicalCeiling").asLong(),
        tickets.path("reservedCeiling").asLong(),
        tickets.path("nextFree").asLong());
    line("");
  }

  private void replays() {
    line("The export, verified and replayed against the pinned key, without the server");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "verify", "replay", "entries", "chain", "root", "packet tree"));
    for (ReplayRun replay : result.replays()) {
      rows.add(
          List.of(
              replay.where(),
              "exit " + replay.verifyExit(),
              "exit " + replay.replayExit(),
              Long.toString(replay.result().path("size").asLong()),
              shortened(replay.result().path("chain"), 12),
              shortened(replay.result().path("root"), 12),
              shortened(replay.result().at("/packets/0/packetTree"), 12)));
    }
    table(rows);
    line(
        "Chain, root, state hashes and packet trees %s.",
        result.replaysAgree() ? "are equal in both" : "DIFFER");
    line("");
  }

  private void tampering() {
    TamperDemo.Found tampered = result.tampered();
    if (tampered != null) {
      line("One byte of a copy was changed, %s", tampered.change());
      line("ledger verify --dir %s ended with %d and said:", tampered.copy(), tampered.exit());
      tampered.report().lines().forEach(l -> line("  | %s", l));
      line(tampered.found() ? "The change was found." : "THE CHANGE WAS NOT FOUND.");
      line("");
    }
  }

  private void files() {
    Path out = result.dir().resolve("out");
    line("Files");
    table(
        List.of(
            List.of("" + out.resolve("report.md"), "the report"),
            List.of("" + out.resolve("packet"), "the evidence packet; there: sh RERUN.sh"),
            List.of("" + out.resolve("ledger.zip"), "the whole ledger as one file"),
            List.of("" + out.resolve("ledger.vkey"), "the key to pin")));
    line("Try next");
    line(
        "  ./ledger verify --dir %s --key \"$(cat %s)\"", result.dir(), out.resolve("ledger.vkey"));
    line(
        "  ./ledger packet build --dir %s --program %s --lane %s --out again",
        result.dir(), result.program(), result.lane());
    line("  ./ledger serve --dir %s", result.dir());
    if (result.tampered() == null) {
      line("  ./ledger demo --tamper");
    }
  }

  private static String openLegs(JsonNode legs) {
    List<String> open = new ArrayList<>();
    for (JsonNode leg : legs) {
      if (leg.path("state").asString("").equals("OPEN")) {
        open.add(leg.path("leg").asString("") + " (" + leg.path("actor").asString("") + ")");
      }
    }
    return String.join(", ", open);
  }

  private static String words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asString("")));
    return String.join(" + ", words);
  }

  private static String shortened(JsonNode value, int most) {
    String text = value.asString("?");
    return text.length() <= most ? text : text.substring(0, most) + "..";
  }

  /** Columns as wide as their widest cell, but for the last. */
  private void table(List<List<String>> rows) {
    for (List<String> row : rows) {
      StringBuilder cells = new StringBuilder(" ");
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        cells.append(' ').append(row.get(i));
        cells.append(" ".repeat(width - row.get(i).length() + 1));
      }
      line("%s", cells.toString().stripTrailing());
    }
    line("");
  }

  private void line(String format, Object... values) {
    text.append(values.length == 0 ? format : format.formatted(values)).append('\n');
  }
}
