package dev.laneledger.app.readmodel;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.hash.Hash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the rows of {@code views.db}, within one transaction. */
final class KeptRows implements AutoCloseable {
  private static final String KEY =
      "SELECT key FROM part_row WHERE program = ? AND part = ? AND name = ?";
  private static final String NEW_KEY =
      "INSERT INTO part_row (program, part, name) VALUES (?, ?, ?)";
  private static final String NEWEST =
      "SELECT value FROM row_version WHERE row = ? ORDER BY from_seq DESC LIMIT 1";
  private static final String VERSION = "INSERT INTO row_version VALUES (?, ?, ?)";
  private static final String BOUNDARY = "INSERT INTO boundary VALUES (?, ?, ?)";
  private final PreparedStatement key;
  private final PreparedStatement newKey;
  private final PreparedStatement newest;
  private final PreparedStatement version;

  KeptRows(Connection connection) throws SQLException {
    this.key = connection.prepareStatement(KEY);
    this.newKey = connection.prepareStatement(NEW_KEY);
    this.newest = connection.prepareStatement(NEWEST);
    this.version = connection.prepareStatement(VERSION);
  }

  /**
   * How far the rows go.
   *
   * @param chain hash after the entry at the position
   * @param sum of the rows as they are then
   */
  record Boundary(long position, Hash chain, SetDigest sum) {}

  static void reached(Connection connection, Boundary boundary) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(BOUNDARY)) {
      insert.setLong(1, boundary.position());
      insert.setBytes(2, boundary.chain().bytes());
      insert.setBytes(3, boundary.sum().bytes());
      insert.executeUpdate();
    }
  }

  /** Keeps a row's value from that seq on, unless it is the one it had; null: it is gone. */
  void put(
      SetDigest sum, long seq, String program, String part, String name, @Nullable Record value)
      throws SQLException {
    long row = key(program, part, name);
    byte[] old = newest(row);
    byte[] now = value == null ? null : CanonicalJson.write(EventJson.toTree(value));
    if (Arrays.equals(old, now)) {
      return;
    }
    if (old != null) {
      sum.remove(program, part, name, old);
    }
    if (now != null) {
      sum.add(program, part, name, now);
    }
    version.setLong(1, row);
    version.setLong(2, seq);
    version.setBytes(3, now);
    version.executeUpdate();
  }

  private long key(String program, String part, String name) throws SQLException {
    long known = select(program, part, name);
    if (known >= 0) {
      return known;
    }
    newKey.setString(1, program);
    newKey.setString(2, part);
    newKey.setString(3, name);
    newKey.executeUpdate();
    return select(program, part, name);
  }

  private long select(String program, String part, String name) throws SQLException {
    key.setString(1, program);
    key.setString(2, part);
    key.setString(3, name);
    try (ResultSet row = key.executeQuery()) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  private byte @Nullable [] newest(long row) throws SQLException {
    newest.setLong(1, row);
    try (ResultSet found = newest.executeQuery()) {
      return found.next() ? found.getBytes(1) : null;
    }
  }

  @Override
  public void close() throws SQLException {
    key.close();
    newKey.close();
    newest.close();
    version.close();
  }
}
