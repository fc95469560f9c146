package dev.laneledger.app.audit;

import dev.laneledger.api.verify.LedgerMaterial;
import java.net.URI;
import java.nio.file.Path;

/** A ledger opened for reading, wherever it is kept; closing it changes nothing there. */
public interface OfflineLedger extends LedgerMaterial, AutoCloseable {
  @Override
  void close();

  /**
   * The ledger of a directory as it is now, also while a server writes there.
   *
   * @throws dev.laneledger.api.verify.MaterialUnusableException if there is none
   */
  static OfflineLedger directory(Path directory) {
    return new DirectoryLedger(directory);
  }

  /**
   * An exported bundle.
   *
   * @throws dev.laneledger.api.verify.MaterialUnusableException if the file is not a zip
   */
  static OfflineLedger bundle(Path file) {
    return new BundleLedger(file);
  }

  /**
   * The ledger that a server shows, as far as its checkpoint covers it.
   *
   * @param token an auditor's bearer token
   */
  static OfflineLedger server(URI server, String token) {
    return new ServerLedger(server, token);
  }
}
