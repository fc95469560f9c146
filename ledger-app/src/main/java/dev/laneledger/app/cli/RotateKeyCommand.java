package dev.laneledger.app.cli;

import dev.laneledger.app.config.LogKeyRotation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code ledger rotate-key}: another key signs checkpoints from now on. */
@Command(
    name = "rotate-key",
    mixinStandardHelpOptions = true,
    description = {
      "Hands a ledger that is not being served over to a new log key, by an entry that both keys",
      "sign, and prints the new verifier key. The old private key is gone then."
    })
final class RotateKeyCommand implements Callable<Integer> {
  @Option(
      names = "--dir",
      paramLabel = "D",
      defaultValue = "ledger-data",
      description = "the ledger's directory (default: ${DEFAULT-VALUE})")
  private Path dir = Path.of("ledger-data");

  @Option(names = "--json", description = "print one line of JSON for a machine")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String key = LogKeyRotation.rotate(dir);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json ? VerdictJson.line(JsonNodeFactory.instance.objectNode().put("key", key)) : key);
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.println("give the key to whoever verifies, to every witness, and to every node;");
    err.println("who pins the key of before still verifies, through the hand-over");
    err.flush();
    return 0;
  }
}
