package dev.laneledger.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger restore}: a directory from a backup. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a ledger's directory from a backup, which it verifies, with the secrets in it.",
      "Name the newest checkpoint that anybody kept with --seen: an older copy is refused then.",
      "Exit 0: restored; 1: the backup is tampered or older than --seen; 2: unusable."
    })
final class RestoreCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "DIR",
      required = true,
      description = "what ledger backup made; it is only read")
  private Path from = Path.of("");

  @Option(
      names = "--dir",
      paramLabel = "D",
      required = true,
      description = "the ledger's directory: one that does not exist or is empty")
  private Path dir = Path.of("");

  @Mixin private PinOptions pins = new PinOptions();

  @Option(names = "--json", description = "print the verdict as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return CopyRun.run(spec, from, dir, true, pins, json);
  }
}
