package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.app.audit.OfflineLedger;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which ledger to read: exactly one of a directory, a bundle, a server and a published tree. */
final class LedgerOptions {
  @ArgGroup(multiplicity = "1")
  private Place place = new Place();

  @Option(
      names = "--token-file",
      paramLabel = "T",
      description = "file with an auditor's bearer token, for --url and --attest")
  private @Nullable Path tokenFile;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description = "with --dir of a node: the PostgreSQL database that holds its ledger")
  private @Nullable String jdbcUrl;

  @Mixin private CaOption ca = new CaOption();

  /** One of the four is given; picocli sees to that. */
  private static final class Place {
    @Option(
        names = "--dir",
        paramLabel = "D",
        required = true,
        description = "a ledger's directory; it is only read, also while a server runs on it")
    private @Nullable Path dir;

    @Option(
        names = "--bundle",
        paramLabel = "F",
        required = true,
        description = "a file that export wrote")
    private @Nullable Path bundle;

    @Option(
        names = "--url",
        paramLabel = "U",
        required = true,
        description = "a server, as far as its checkpoint covers its entries")
    private @Nullable URI url;

    @Option(
        names = "--tiles",
        paramLabel = "DIR|URL",
        required = true,
        description = "a published tree: what publish wrote, or where it is shown")
    private @Nullable String tiles;
  }

  /** The directory, if that is what was given. */
  Optional<Path> directory() {
    return Optional.ofNullable(place.dir);
  }

  /**
   * A client that speaks to a server with the token of {@code --token-file}.
   *
   * @param to the server; null: the one of {@code --url}
   * @throws MaterialUnusableException if there is no server or no token
   */
  LedgerClient client(@Nullable URI to) {
    URI server = to == null ? place.url : to;
    if (server == null) {
      throw new MaterialUnusableException(
          "--attest needs the server that records it: name it with --attest-to");
    }
    return ca.client(server, TokenFile.read(tokenFile));
  }

  /**
   * Opens it.
   *
   * @throws MaterialUnusableException if it cannot be read
   */
  OfflineLedger open() {
    if (jdbcUrl != null) {
      if (place.dir == null) {
        throw new MaterialUnusableException("--jdbc-url goes with --dir of one of its nodes");
      }
      return OfflineLedger.shared(place.dir, jdbcUrl);
    }
    if (place.dir != null) {
      return OfflineLedger.directory(place.dir);
    }
    if (place.tiles != null) {
      return place.tiles.matches("https?://.+")
          ? OfflineLedger.published(URI.create(place.tiles), ca.context())
          : OfflineLedger.published(Path.of(place.tiles));
    }
    return place.bundle != null
        ? OfflineLedger.bundle(place.bundle)
        : OfflineLedger.server(client(place.url));
  }
}
