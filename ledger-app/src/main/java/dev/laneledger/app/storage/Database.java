package dev.laneledger.app.storage;

import dev.laneledger.api.hash.Hash;
import java.sql.SQLException;
import java.util.List;

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

  /**
   * The roots of subtrees, in the order of the list, in as few round trips as it takes.
   *
   * @throws IllegalArgumentException if one of them is not complete
   */
  List<Hash> hashes(Session session, List<Subtree> wanted) throws SQLException;

  /** Whether the connection is gone, so that a query may be asked once more over another one. */
  boolean isLost(SQLException failure);
}
