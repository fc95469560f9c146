package dev.laneledger.app.storage;

import java.sql.SQLException;

/** The database that holds one ledger's rows. */
sealed interface Database permits SqliteFile, PostgresDatabase {
  /** As messages call it. */
  String name();

  /**
   * Brings it to the schema of this program.
   *
   * @throws LedgerUnusableException if it cannot be used as a ledger
   */
  void migrate();

  /** A connection that cannot write. */
  Session reader() throws SQLException;

  /** What one writer needs. */
  LedgerTables tables() throws SQLException;

  /** Whether the connection is gone, so that a query may be asked once more over another one. */
  boolean isLost(SQLException failure);
}
