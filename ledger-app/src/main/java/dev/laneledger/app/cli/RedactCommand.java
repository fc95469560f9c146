package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.cli.OwnerAct.Statement;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code ledger redact}: {@code blob.redacted}. */
@Command(
    name = "redact",
    mixinStandardHelpOptions = true,
    description = {
      "Takes the bytes of a blob out of the ledger for good, signed with the owner's key. Their",
      "digest stays, and whoever verifies is told of the gap. Copies that were given away before,",
      "such as bundles and backups, still hold the bytes.",
      "Exit 0: recorded; 1: refused, or the ledger was tampered with; 2: unusable input."
    })
final class RedactCommand implements Callable<Integer> {
  @Option(
      names = "--blob",
      paramLabel = "HEX",
      required = true,
      converter = PacketVerifyCommand.HashConverter.class,
      description = "SHA-256 of the blob")
  private Hash blob = Hash.sha256(new byte[0]);

  @Mixin private OwnerOptions owner = new OwnerOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return new OwnerAct(owner, spec)
        .run(
            EventType.BLOB_REDACTED,
            StreamId.LEDGER,
            LedgerData.BlobRedacted.id(blob),
            ledger ->
                new Statement(
                    JsonNodeFactory.instance.objectNode().put("sha256", blob.hex()),
                    List.of("redacts   " + blob, "          its bytes do not come back")));
  }
}
