package dev.laneledger.app.storage;

import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A SQLite file, written by one process. */
record SqliteFile(Path file) implements Database {
  @Override
  public String name() {
    return file.getFileName().toString();
  }

  @Override
  public void migrate() {
    try {
      if (Files.notExists(file) || Files.size(file) == 0) {
        Sqlite.begin(file);
      }
    } catch (IOException | SQLException e) {
      throw new LedgerUnusableException("cannot begin " + file + ": " + e.getMessage(), e);
    }
    Schema.migrate(Sqlite.durable(file), "ledger", file.toString());
  }

  @Override
  public Session reader() throws SQLException {
    return new Session(Sqlite.reader(file));
  }

  @Override
  public LedgerTables tables() throws SQLException {
    return new SqliteTables(new Session(Sqlite.writer(file)));
  }

  @Override
  public List<Hash> hashes(Session session, List<Subtree> wanted) throws SQLException {
    List<Hash> hashes = new ArrayList<>(wanted.size());
    for (Subtree subtree : wanted) {
      hashes.add(StoredHashes.hash(session, subtree));
    }
    return hashes;
  }

  @Override
  public boolean isLost(SQLException failure) {
    return false;
  }
}
