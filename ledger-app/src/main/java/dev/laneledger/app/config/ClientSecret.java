package dev.laneledger.app.config;

import dev.laneledger.app.http.OidcIssuer;
import dev.laneledger.app.signing.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** What the ledger proves itself with to the issuer: one line of a file. */
final class ClientSecret {
  private ClientSecret() {}

  /**
   * The secret; null for a public client.
   *
   * @throws LedgerStartException if the file is not there, empty, or open to others than its owner
   */
  static @Nullable String of(OidcIssuer.Client client) {
    if (client.secretFile() == null) {
      return null;
    }
    try {
      SecretFiles.requirePrivate(client.secretFile());
      String secret = Files.readString(client.secretFile()).strip();
      if (secret.isEmpty()) {
        throw new IOException(
            "the file of a client's secret must hold it, but is empty: " + client.secretFile());
      }
      return secret;
    } catch (IOException e) {
      throw new LedgerStartException("cannot read the client's secret: " + e.getMessage(), e);
    }
  }
}
