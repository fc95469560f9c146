package dev.laneledger.app.cli;

import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger keygen}: a key for an owner. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an Ed25519 key with which an owner signs decisions, and prints its public half.",
      "The file is PKCS#8 PEM with mode 600; a file that is there is never overwritten."
    })
final class KeygenCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "the new file; a ledger takes DIR/keys/owner.pem at its first start")
  private Path out = Path.of("owner.pem");

  @Option(names = "--json", description = "print one line of JSON for a machine")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    OwnerKey key = OwnerKey.create(out);
    PrintWriter print = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("file", out.toString()).put("spki", key.spki()).put("keyid", key.keyId());
      print.println(VerdictJson.line(node));
    } else {
      print.println("spki   " + key.spki());
      print.println("keyid  " + key.keyId());
    }
    print.flush();
    return 0;
  }
}
