package dev.laneledger.app.storage;

import java.nio.file.Path;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings {@code ledger.db} to the schema of this program. */
final class Schema {
  private Schema() {}

  /**
   * @throws LedgerUnusableException if a newer program wrote the file, or it is not a ledger's
   */
  static void migrate(Path file) {
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(Sqlite.durable(file))
            .locations("classpath:db/ledger")
            .failOnMissingLocations(true)
            .load();
    try {
      Arrays.stream(flyway.info().applied())
          .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
          .findFirst()
          .ifPresent(migration -> refuse(file, migration));
      flyway.migrate();
    } catch (FlywayException e) {
      throw new LedgerUnusableException(
          file + " must be a ledger that this program can read, but: " + reason(e), e);
    }
  }

  /** What the database said: the migration's own message has a frame of several lines. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("").strip();
  }

  private static void refuse(Path file, MigrationInfo newer) {
    throw new LedgerUnusableException(
        "%s has schema version %s, which this program does not know: use the one that wrote it"
            .formatted(file, newer.getVersion()));
  }
}
