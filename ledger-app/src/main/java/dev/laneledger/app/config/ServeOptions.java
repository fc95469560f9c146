package dev.laneledger.app.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to serve one ledger.
 *
 * @param dir the ledger's directory; made, with a new ledger in it, if it does not exist
 * @param host the name or address of the interface to listen on
 * @param port 0..65535; 0 takes a free one
 * @param origin the new ledger's name; null: one that no other ledger has. Must be the ledger's own
 *     where one exists
 * @param publicEntries whether everybody may fetch entry bundles, and so all entries, without a
 *     token
 * @param outside what holds the ledger to one history
 * @param jdbcUrl the PostgreSQL database that holds the ledger, {@code jdbc:postgresql://…}; null:
 *     it is in the directory
 */
public record ServeOptions(
    Path dir,
    String host,
    int port,
    @Nullable String origin,
    boolean publicEntries,
    OutsideChecks outside,
    @Nullable String jdbcUrl) {

  /** Serves a ledger that is in its directory. */
  public ServeOptions(
      Path dir,
      String host,
      int port,
      @Nullable String origin,
      boolean publicEntries,
      OutsideChecks outside) {
    this(dir, host, port, origin, publicEntries, outside, null);
  }

  public static final Path DEFAULT_DIR = Path.of("ledger-data");

  /** Only this machine can reach it. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  public static final int DEFAULT_PORT = 8080;

  /** Serves that directory on a free port of the loopback interface. */
  public static ServeOptions onFreePort(Path dir) {
    return new ServeOptions(dir, DEFAULT_HOST, 0, null, false, OutsideChecks.NONE);
  }

  /** The same, but everybody may fetch the entries. */
  public ServeOptions withPublicEntries() {
    return new ServeOptions(dir, host, port, origin, true, outside, jdbcUrl);
  }

  /** The same, but held to its history from outside. */
  public ServeOptions with(OutsideChecks checks) {
    return new ServeOptions(dir, host, port, origin, publicEntries, checks, jdbcUrl);
  }

  /** The same, but the ledger is in that database; null: in its directory. */
  public ServeOptions on(@Nullable String database) {
    return new ServeOptions(dir, host, port, origin, publicEntries, outside, database);
  }
}
