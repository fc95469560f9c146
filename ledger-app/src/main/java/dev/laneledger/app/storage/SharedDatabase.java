package dev.laneledger.app.storage;

import java.time.Duration;

/**
 * A PostgreSQL database that the nodes of one ledger share.
 *
 * @param jdbcUrl {@code jdbc:postgresql://…}
 * @param lease how long a node that stopped in the middle may hold up the others, and how long a
 *     silent publisher stays the publisher: from one second
 */
public record SharedDatabase(String jdbcUrl, Duration lease) {
  private static final int LEASE_SECONDS = 5;

  /**
   * With the lease of the system property {@code laneledger.lease.seconds}, or 5 seconds.
   *
   * @throws LedgerUnusableException if it is no URL of a PostgreSQL database
   */
  public static SharedDatabase of(String jdbcUrl) {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new LedgerUnusableException(
          "--jdbc-url must be jdbc:postgresql://HOST/DATABASE, but is of another kind; leave it out for a ledger in a directory");
    }
    return new SharedDatabase(
        jdbcUrl, Duration.ofSeconds(Integer.getInteger("laneledger.lease.seconds", LEASE_SECONDS)));
  }
}
