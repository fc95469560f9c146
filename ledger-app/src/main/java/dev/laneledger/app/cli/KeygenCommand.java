package dev.laneledger.app.cli;

import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.signing.OwnerKey;
import dev.laneledger.app.signing.Passphrase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
  @ArgGroup(multiplicity = "1")
  private File file = new File();

  /** A new key, or one that is there. */
  static final class File {
    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "the new file; a ledger takes DIR/keys/owner.pem at its first start")
    private @Nullable Path out;

    @Option(
        names = "--protect",
        paramLabel = "FILE",
        required = true,
        description = {
          "encrypt the key of that file instead, an owner's or DIR/keys/log.key;",
          "its passphrase must be at hand at every start then"
        })
    private @Nullable Path protect;
  }

  @Option(names = "--encrypt", description = "encrypt the new key under a passphrase")
  private boolean encrypt;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = {
        "file with the passphrase, mode 600",
        "(default: LEDGER_KEY_PASSPHRASE in the environment, or the console asks)"
      })
  private @Nullable Path passphraseFile;

  @Option(names = "--json", description = "print one line of JSON for a machine")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Passphrase passphrase = Passphrase.from(passphraseFile);
    if (file.out == null) {
      Path there = Objects.requireNonNull(file.protect);
      LedgerSecrets.protect(there, passphrase);
      spec.commandLine().getOut().println("encrypted " + there);
      spec.commandLine().getOut().flush();
      return 0;
    }
    print(file.out, encrypt ? OwnerKey.create(file.out, passphrase) : OwnerKey.create(file.out));
    return 0;
  }

  private void print(Path out, OwnerKey key) {
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
  }
}
