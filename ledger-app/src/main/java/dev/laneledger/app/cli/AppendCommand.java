package dev.laneledger.app.cli;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.event.Receipt;
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

/** {@code ledger append}. Sending the same file twice gives the same receipts. */
@Command(
    name = "append",
    mixinStandardHelpOptions = true,
    description = {
      "Appends CloudEvents to a running ledger and prints their receipts.",
      "The input is one event, an array of events (all or none), or one event a line (NDJSON)."
          + " Sending it again gives the same receipts. Exit 1: refused, and why; 2: unusable input."
    })
final class AppendCommand implements Callable<Integer> {
  private static final String STDIN = "-";

  @Parameters(
      paramLabel = "FILE",
      defaultValue = STDIN,
      description = "JSON or NDJSON (default: standard input)")
  private String file = STDIN;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "print the receipts as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    byte[] body = file.equals(STDIN) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    LedgerClient client = server.client("lane");
    try {
      print(client.append(body, mediaType(body)), spec.commandLine().getOut());
      return 0;
    } catch (LedgerRefusedException refused) {
      return print(refused);
    }
  }

  private int print(LedgerRefusedException refused) {
    if (json) {
      Outcome.of(refused).print(spec.commandLine(), true);
    } else {
      spec.commandLine().getErr().println("refused: " + refused.getMessage());
    }
    return Exits.of(refused);
  }

  /** One JSON value is an event or a batch; anything else is taken as lines. */
  static String mediaType(byte[] body) {
    try {
      return CanonicalJson.parse(body).isArray()
          ? "application/cloudevents-batch+json"
          : "application/cloudevents+json";
    } catch (JsonRefusedException e) {
      return "application/x-ndjson";
    }
  }

  private void print(List<Receipt> receipts, PrintWriter out) {
    if (json) {
      Outcome.good("APPENDED", receipts.size() + " events", "ledger status shows what is blocked")
          .with(receipts)
          .print(spec.commandLine(), true);
    } else {
      receipts.forEach(r ->
          out.println(
              "seq %d  leaf %s  chain %s  %s %s"
                  .formatted(r.seq(), r.leaf(), r.chain(), r.source(), r.id())));
    }
    out.flush();
  }
}
