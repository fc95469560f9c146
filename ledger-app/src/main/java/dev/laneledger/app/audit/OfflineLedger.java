package dev.laneledger.app.audit;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.projections.compare.ComparedLedger;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A ledger opened for reading, wherever it is kept; closing it changes nothing there. */
public interface OfflineLedger extends LedgerMaterial, AutoCloseable {
  @Override
  void close();

  /**
   * The same ledger, to be read at any place.
   *
   * @throws dev.laneledger.api.verify.MaterialUnusableException if its entries have gaps
   */
  ComparedLedger compared();

  /**
   * The ledger of a directory as it is now, also while a server writes there.
   *
   * @throws dev.laneledger.api.verify.MaterialUnusableException if there is none
   */
  static OfflineLedger directory(Path directory) {
    return new DirectoryLedger(directory, null);
  }

  /**
   * The ledger of a PostgreSQL database as it is now, also while its nodes append.
   *
   * @param node the directory of one of its nodes: it has the checkpoint and what stands beside
   * @param jdbcUrl {@code jdbc:postgresql://…}
   * @throws dev.laneledger.api.verify.MaterialUnusableException if it cannot be read
   */
  static OfflineLedger shared(Path node, String jdbcUrl) {
    return new DirectoryLedger(node, jdbcUrl);
  }

  /**
   * An exported bundle.
   *
   * @throws dev.laneledger.api.verify.MaterialUnusableException if the file is no zip of stored
   *     files in order
   */
  static OfflineLedger bundle(Path file) {
    TileFiles zip = TileFiles.bundle(file);
    return new TiledLedger(zip, () -> Container.flaws(file, zip));
  }

  /** The ledger in a tree of files that it publishes, wherever that is; closing closes them. */
  static OfflineLedger tiles(TileFiles files) {
    return new TiledLedger(files, List::of);
  }

  /**
   * A published tree in a directory, as far as its checkpoint covers it.
   *
   * @throws dev.laneledger.api.verify.MaterialUnusableException if there is none
   */
  static OfflineLedger published(Path directory) {
    return tiles(new DirectoryFiles(directory));
  }

  /**
   * A published tree on a static host, or on a ledger that shows everybody its entries.
   *
   * @param base what the names of the layout are resolved against, {@code http} or {@code https}
   * @throws dev.laneledger.api.verify.MaterialUnusableException if there is none
   */
  static OfflineLedger published(URI base) {
    return published(base, null);
  }

  /**
   * The same.
   *
   * @param tls which certificates count; null: those that this Java trusts
   */
  static OfflineLedger published(URI base, @Nullable SSLContext tls) {
    return tiles(new HttpFiles(base, tls));
  }

  /**
   * The ledger that a server shows, as far as its checkpoint covers it.
   *
   * @param token an auditor's bearer token
   */
  static OfflineLedger server(URI server, String token) {
    return server(new LedgerClient(server, token));
  }

  /** The same, of the server that an auditor's client speaks to. */
  static OfflineLedger server(LedgerClient auditor) {
    return new ServerLedger(auditor);
  }
}
