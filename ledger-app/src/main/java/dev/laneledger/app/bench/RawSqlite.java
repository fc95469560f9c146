package dev.laneledger.app.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** SQLite: the tables of {@code ledger.db} in a file of their own. */
final class RawSqlite implements RawStore {
  private static final String[] SET_UP = {
    "PRAGMA page_size = 16384",
    "PRAGMA journal_mode = WAL",
    "PRAGMA wal_autocheckpoint = 4000",
    "CREATE TABLE entry (seq INTEGER PRIMARY KEY, record BLOB NOT NULL) STRICT",
    "CREATE TABLE stream_entry (stream INTEGER, streamseq INTEGER, seq INTEGER NOT NULL,"
        + " PRIMARY KEY (stream, streamseq)) STRICT, WITHOUT ROWID",
    "CREATE TABLE stream_id (stream INTEGER, id TEXT, seq INTEGER NOT NULL,"
        + " PRIMARY KEY (stream, id)) STRICT, WITHOUT ROWID"
  };

  private final Path file;
  private final Connection connection;
  private final PreparedStatement entry;
  private final PreparedStatement place;
  private final PreparedStatement id;
  private long seq;

  RawSqlite(Path directory) throws IOException, SQLException {
    this.file = Files.createTempFile(directory, "raw", ".probe");
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SynchronousMode.FULL);
    config.setGetGeneratedKeys(false);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toUri());
    this.connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      for (String sql : SET_UP) {
        statement.execute(sql);
      }
    }
    connection.setAutoCommit(false);
    this.entry = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)");
    this.place = connection.prepareStatement("INSERT INTO stream_entry VALUES (?, ?, ?)");
    this.id = connection.prepareStatement("INSERT INTO stream_id VALUES (?, ?, ?)");
  }

  @Override
  public long commit(int batch) throws SQLException {
    for (int i = 0; i < batch; i++) {
      insert();
    }
    connection.commit();
    return batch;
  }

  private void insert() throws SQLException {
    byte[] made = ByteBuffer.allocate(RECORD_BYTES).putLong(seq).array();
    entry.setLong(1, seq);
    entry.setBytes(2, made);
    entry.executeUpdate();
    place.setLong(1, 1);
    place.setLong(2, seq);
    place.setLong(3, seq);
    place.executeUpdate();
    id.setLong(1, 1);
    id.setString(2, "%012d".formatted(seq));
    id.setLong(3, seq);
    id.executeUpdate();
    seq++;
  }

  @Override
  public void close() throws IOException, SQLException {
    connection.close();
    Files.delete(file);
  }
}
