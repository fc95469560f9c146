package dev.laneledger.app.prototype;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SQLite as the ledger uses it: the same tables, settings and statements. */
final class SqliteStore implements Store {
  private static final String[] SET_UP = {
    "PRAGMA page_size = 16384",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 4000",
    "CREATE TABLE entry (seq INTEGER PRIMARY KEY, record BLOB NOT NULL) STRICT",
    "CREATE TABLE stream_entry (stream INTEGER, streamseq INTEGER, seq INTEGER NOT NULL,"
        + " PRIMARY KEY (stream, streamseq)) STRICT, WITHOUT ROWID",
    "CREATE TABLE stream_id (stream INTEGER, id TEXT, seq INTEGER NOT NULL,"
        + " PRIMARY KEY (stream, id)) STRICT, WITHOUT ROWID"
  };

  private final Connection connection;
  private final PreparedStatement entry;
  private final PreparedStatement place;
  private final PreparedStatement ids;
  private final PreparedStatement find;
  private final Map<Integer, Long> streamseqs = new HashMap<>();
  private long next;

  SqliteStore(Path directory) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"));
    try (Statement statement = connection.createStatement()) {
      for (String sql : SET_UP) {
        statement.execute(sql);
      }
    }
    connection.setAutoCommit(false);
    entry = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)");
    place = connection.prepareStatement("INSERT INTO stream_entry VALUES (?, ?, ?)");
    ids = connection.prepareStatement("INSERT INTO stream_id VALUES (?, ?, ?)");
    find = connection.prepareStatement("SELECT 1 FROM stream_id WHERE stream = ? AND id = ?");
  }

  @Override
  public boolean has(int stream, String id) throws SQLException {
    find.setInt(1, stream);
    find.setString(2, id);
    try (ResultSet row = find.executeQuery()) {
      return row.next();
    }
  }

  @Override
  public void commit(List<Record> records) throws SQLException {
    for (Record record : records) {
      entry.setLong(1, next);
      entry.setBytes(2, record.bytes());
      entry.executeUpdate();
      place.setInt(1, record.stream());
      place.setLong(2, streamseqs.merge(record.stream(), 1L, Long::sum));
      place.setLong(3, next);
      place.executeUpdate();
      ids.setInt(1, record.stream());
      ids.setString(2, record.id());
      ids.setLong(3, next);
      ids.executeUpdate();
      next++;
    }
    connection.commit();
  }

  @Override
  public long size() {
    return next;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
