package dev.laneledger.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger backup}: a verified copy of a ledger's directory. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copies a ledger's directory, consistent while a server runs on it, and verifies the copy.",
      "Private keys and tokens stay where they are unless you ask for them: keep them apart.",
      "Exit 0: there is a verified copy; 1: it does not verify, and there is none; 2: unusable."
    })
final class BackupCommand implements Callable<Integer> {
  @Option(
      names = "--dir",
      paramLabel = "D",
      required = true,
      description = "the ledger's directory; it is only read")
  private Path dir = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "the copy: a directory that does not exist or is empty")
  private Path out = Path.of("");

  @Option(names = "--with-secrets", description = "copy private keys and tokens as well")
  private boolean secrets;

  @Mixin private PinOptions pins = new PinOptions();

  @Option(names = "--json", description = "print the verdict as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return CopyRun.run(spec, dir, out, secrets, pins, json);
  }
}
