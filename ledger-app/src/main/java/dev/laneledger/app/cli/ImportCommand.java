package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerRefusedException.Refusal;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.app.history.HistoryFile;
import dev.laneledger.app.history.HistoryImport;
import dev.laneledger.app.history.HistoryImport.Result;
import dev.laneledger.app.history.HistoryImport.Stop;
import dev.laneledger.app.history.HistoryRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger import}: brings in what a program was before its ledger. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Brings a program's history into a running ledger: ticket ranges, earlier lanes and the",
      "packet trees that somebody stated for them, one event a line (docs/importing.md).",
      "Every value stays a claim of the importer. The whole file is read before anything is sent;",
      "running it again appends only what is missing.",
      "Exit 1: refused, and at which line; 2: unusable input."
    })
final class ImportCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Parameters(paramLabel = "FILE", description = "the history, as NDJSON")
  private Path file = Path.of("");

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "print one line of JSON for a machine")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<EventDraft> events;
    try {
      events = HistoryFile.parse(Files.readAllBytes(file));
    } catch (HistoryRefusedException e) {
      unusable(e);
      return Exits.UNUSABLE;
    }
    Result result = new HistoryImport(server.client("operator")).run(events);
    if (json) {
      print(json(result, events.size()));
    } else {
      text(result, events.size());
    }
    Stop stopped = result.stopped();
    return stopped == null ? Exits.GOOD : Exits.of(stopped.refusal().status());
  }

  private void unusable(HistoryRefusedException e) {
    if (json) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      ArrayNode faults = line.putArray("faults");
      e.faults().forEach(fault -> faults.add(EventJson.toTree(fault)));
      print(line);
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    e.faults().stream().limit(SHOWN).forEach(fault -> err.println(file + " " + fault.text()));
    int more = e.faults().size() - SHOWN;
    err.println((more > 0 ? "and " + more + " more. " : "") + "Nothing was sent.");
  }

  private void text(Result result, int events) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%d of %d events are in the ledger: %d new, %d already there"
            .formatted(
                result.appended() + result.alreadyThere(),
                events,
                result.appended(),
                result.alreadyThere()));
    out.flush();
    Stop stopped = result.stopped();
    if (stopped != null) {
      spec.commandLine().getErr().println(text(stopped));
    }
  }

  private String text(Stop stop) {
    Refusal refusal = stop.refusal();
    return "%s line %d%s: refused, %s: %s%s%nMend that line and import the file again: what is there is not appended twice."
        .formatted(
            file,
            stop.line(),
            stop.pointer() == null ? "" : " " + stop.pointer(),
            refusal.code(),
            refusal.detail(),
            refusal.todo() == null ? "" : "; " + refusal.todo());
  }

  private static ObjectNode json(Result result, int events) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("events", events);
    line.put("appended", result.appended());
    line.put("alreadyThere", result.alreadyThere());
    Stop stopped = result.stopped();
    line.set("stopped", stopped == null ? null : EventJson.toTree(stopped));
    return line;
  }

  private void print(ObjectNode line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(VerdictJson.line(line));
    out.flush();
  }
}
