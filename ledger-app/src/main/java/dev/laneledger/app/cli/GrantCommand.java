package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger grant}: {@code grant.issued}. */
@Command(
    name = "grant",
    mixinStandardHelpOptions = true,
    description = {
      "Grants one named action, signed with the owner's key. No grant implies another.",
      "Exit 0: recorded; 1: refused, or the ledger was tampered with; 2: unusable input."
    })
final class GrantCommand implements Callable<Integer> {
  @Option(
      names = "--action",
      paramLabel = "A",
      required = true,
      description = "the action, a word of the program's vocabulary")
  private String action = "";

  @Mixin private OwnerOptions owner = new OwnerOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return new OwnerAct(owner, spec)
        .run(EventType.GRANT_ISSUED, program -> Grants.statement(action, program));
  }
}
