package dev.laneledger.app.storage;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings a database to the schema of this program. */
final class Schema {
  private Schema() {}

  /**
   * @param scripts the folder of the database's kind
   * @param name as messages call the database
   * @throws LedgerUnusableException if a newer program wrote it, or it is not a ledger's
   */
  static void migrate(DataSource source, String scripts, String name) {
    if (SchemaHistory.isNewest(source, scripts)) {
      return;
    }
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .locations("classpath:db/" + scripts)
            .failOnMissingLocations(true)
            .load();
    try {
      Arrays.stream(flyway.info().applied())
          .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
          .findFirst()
          .ifPresent(migration -> refuse(name, migration));
      flyway.migrate();
    } catch (FlywayException e) {
      throw new LedgerUnusableException(
          name + " must be a ledger that this program can read, but: " + reason(e), e);
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

  private static void refuse(String name, MigrationInfo newer) {
    throw LedgerUnusableException.newer(
        "%s has schema version %s, which this program does not know: use the one that wrote it"
            .formatted(name, newer.getVersion()));
  }
}
