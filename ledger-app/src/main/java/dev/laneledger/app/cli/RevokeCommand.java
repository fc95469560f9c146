package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger revoke}: {@code grant.revoked}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a grant back, signed with the owner's key. What was done under it stays recorded.",
      "Exit 0: recorded; 1: refused, or the ledger was tampered with; 2: unusable input."
    })
final class RevokeCommand implements Callable<Integer> {
  @Option(
      names = "--action",
      paramLabel = "A",
      required = true,
      description = "the action whose grant stands")
  private String action = "";

  @Mixin private OwnerOptions owner = new OwnerOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return new OwnerAct(owner, spec)
        .run(EventType.GRANT_REVOKED, program -> Grants.statement(action, program));
  }
}
