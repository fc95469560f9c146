package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.signing.OwnerKey;
import dev.laneledger.app.signing.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every act of an owner needs. */
final class OwnerOptions {
  private static final String TOKEN = "owner";

  @Option(
      names = "--program",
      paramLabel = "P",
      required = true,
      description = "the program that the act is about")
  private String program = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "why; it is signed and kept with the act")
  private String reason = "";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "the owner's private key, PKCS#8 PEM or PKCS#12; it never leaves this machine")
  private Path key = Path.of("owner.pem");

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = {
        "file with the passphrase of an encrypted key, mode 600",
        "(default: LEDGER_KEY_PASSPHRASE in the environment, or the console asks)"
      })
  private @Nullable Path passphrase;

  @Option(
      names = "--log-key",
      paramLabel = "VKEY",
      converter = AuditOptions.KeyConverter.class,
      description = {
        "the log's verifier key, from somewhere else than the ledger;",
        "without it the ledger vouches for itself"
      })
  private @Nullable VerifierKey logKey;

  @Option(
      names = "--auditor-token-file",
      paramLabel = "A",
      description = {
        "file with a token that may read every entry, to verify them",
        "(default: the file auditor beside the token file)"
      })
  private @Nullable Path auditorToken;

  @Option(names = "--dry-run", description = "show what would be signed, and send nothing")
  private boolean dryRun;

  @Option(names = "--json", description = "print one line of JSON for a machine")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  String program() {
    return program;
  }

  String reason() {
    return reason;
  }

  OwnerKey key() throws IOException {
    return OwnerKey.read(key, Passphrase.from(passphrase));
  }

  @Nullable VerifierKey logKey() {
    return logKey;
  }

  /** The ledger, to be verified before anything is signed. */
  OfflineLedger ledger() throws IOException {
    return server.audited(TOKEN, auditorToken);
  }

  /** Speaks as the owner. */
  LedgerClient client() throws IOException {
    return server.client(TOKEN);
  }

  boolean dryRun() {
    return dryRun;
  }

  boolean json() {
    return json;
  }
}
