package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.app.audit.OfflineLedger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running ledger to speak to, and as whom; what no flag says, {@link Settings} may. */
final class ServerOptions {
  @Configured("url")
  @Option(
      names = "--url",
      paramLabel = "U",
      defaultValue = "http://127.0.0.1:8080",
      description = "where the ledger is served (default: ${DEFAULT-VALUE})")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Configured("token-file")
  @Option(
      names = "--token-file",
      paramLabel = "T",
      description = {
        "file with the bearer token, mode 600 (default: the one in ledger-data/tokens);",
        "LANELEDGER_TOKEN in the environment may hold the token itself"
      })
  private @Nullable Path tokenFile;

  /** Never said at a command: it would stand in the list of processes. */
  @Configured("token")
  @Option(names = "--token-text", hidden = true)
  private @Nullable String token;

  @Mixin private CaOption ca = new CaOption();

  /** A client with the token that is given, or else with that default token. */
  LedgerClient client(String defaultToken) throws IOException {
    return tokenFile == null && token != null
        ? ca.client(url, token)
        : client(tokenFile(defaultToken));
  }

  /** A client with the token of that file. */
  LedgerClient client(Path otherToken) throws IOException {
    return ca.client(url, token(otherToken));
  }

  /**
   * The same ledger, as far as its checkpoint covers it.
   *
   * @param auditorToken who may read every entry; null: the file {@code auditor} beside the other
   */
  OfflineLedger audited(String defaultToken, @Nullable Path auditorToken) throws IOException {
    Path beside = tokenFile(defaultToken).resolveSibling("auditor");
    return OfflineLedger.server(client(auditorToken == null ? beside : auditorToken));
  }

  private Path tokenFile(String defaultToken) {
    return tokenFile == null ? Path.of("ledger-data", "tokens", defaultToken) : tokenFile;
  }

  private static String token(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new IOException("no token file " + file + "; name one with --token-file");
    }
    TokenFile.requirePrivate(file);
    return Files.readString(file).strip();
  }
}
