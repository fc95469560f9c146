package dev.laneledger.app.cli;

import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.witness.WitnessServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger witness}: a witness for ledgers of others, on a machine of its own. */
@Command(
    name = "witness",
    mixinStandardHelpOptions = true,
    description = {
      "Witnesses ledgers: cosigns what they sign, as long as they keep one history.",
      "The first line on standard output is the URL, the second the line for a policy.",
      "Needs no ledger of its own; lose its directory, and it must be given up with its key."
    })
final class WitnessCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 8081;
  private static final int MAX_SECONDS = 20;

  @Option(
      names = "--dir",
      paramLabel = "D",
      defaultValue = "witness-data",
      description = "its directory, made if it is not there (default: ${DEFAULT-VALUE})")
  private Path dir = Path.of("witness-data");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "its name, such as w.example/1; needed at its first start")
  private @Nullable String name;

  @Option(
      names = "--log",
      paramLabel = "VKEY",
      required = true,
      converter = AuditOptions.KeyConverter.class,
      description = "verifier key of a ledger to witness, named as its origin; may be repeated")
  private List<VerifierKey> logs = List.of();

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = "127.0.0.1",
      description = "interface to listen on (default: ${DEFAULT-VALUE}, this machine only)")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "0 takes a free one (default: ${DEFAULT-VALUE})")
  private int port = DEFAULT_PORT;

  @Option(names = "--json", description = "print one JSON object instead of the two lines")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    limitSlowClients();
    WitnessServer witness = WitnessServer.start(dir, name, logs, host, port);
    announce(witness, spec.commandLine().getOut());
    new CountDownLatch(1).await();
    return Exits.GOOD;
  }

  /** The JDK's server reads these when it is first used; by itself it would wait for ever. */
  private static void limitSlowClients() {
    System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(MAX_SECONDS));
    System.setProperty("sun.net.httpserver.maxRspTime", String.valueOf(MAX_SECONDS));
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private void announce(WitnessServer witness, PrintWriter out) {
    VerifierKey key = witness.verifierKey();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("url", witness.url().toString()).put("name", key.name()).put("key", key.encode());
      out.println(VerdictJson.line(node));
    } else {
      out.println(witness.url());
      out.println("witness %s %s %s".formatted(key.name(), key.encode(), witness.url()));
    }
    out.flush();
  }
}
