package dev.laneledger.app.readmodel;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.readmodel.KeptRows.Boundary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code views.db} is asked, over one connection that belongs to it. */
final class KeptLookups implements AutoCloseable {
  private static final String LAST =
      "SELECT position, chain, sum FROM boundary WHERE position <= ? ORDER BY position DESC LIMIT 1";

  /** A row that is there later only costs one step into its index. */
  private static final String AT =
      "SELECT program, part, name, (SELECT value FROM row_version WHERE row = key"
          + " AND from_seq <= ? ORDER BY from_seq DESC LIMIT 1) FROM part_row";

  private static final String ORDER = " ORDER BY program, part, name";

  private final Connection connection;
  private final PreparedStatement last;
  private final PreparedStatement all;
  private final PreparedStatement ofProgram;

  KeptLookups(Connection connection) throws SQLException {
    this.connection = connection;
    this.last = connection.prepareStatement(LAST);
    this.all = connection.prepareStatement(AT + ORDER);
    this.ofProgram = connection.prepareStatement(AT + " WHERE program = ?" + ORDER);
  }

  /** Takes one row. */
  interface Each {
    void row(String program, String part, String name, byte[] value) throws SQLException;
  }

  /** The last boundary at that position or before it. */
  Optional<Boundary> boundary(long position) throws SQLException {
    last.setLong(1, position);
    try (ResultSet row = last.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Boundary(row.getLong(1), Hash.of(row.getBytes(2)), SetDigest.of(row.getBytes(3))))
          : Optional.empty();
    }
  }

  /**
   * Every row as it was at that boundary; of one program only, unless that is null. By program,
   * part and name in order of their UTF-8 bytes, which is that of the index.
   */
  void at(long position, @Nullable String program, Each each) throws SQLException {
    PreparedStatement select = program == null ? all : ofProgram;
    select.setLong(1, position);
    if (program != null) {
      select.setString(2, program);
    }
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        byte[] value = row.getBytes(4);
        if (value != null) {
          each.row(row.getString(1), row.getString(2), row.getString(3), value);
        }
      }
    }
  }

  /** Closes its connection, and with it the statements. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
