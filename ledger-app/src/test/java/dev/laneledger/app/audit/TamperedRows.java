package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Somebody with write access to {@code ledger.db}: reads the entry rows, changes, writes back. */
final class TamperedRows {
  /** One row; how many subtree hashes it holds depends on where it stands. */
  record Row(long seq, Hash leaf, Hash chain, List<Hash> subtrees, String json) {
    Row at(long newSeq) {
      return new Row(newSeq, leaf, chain, subtrees, json);
    }

    Row with(String newJson) {
      return new Row(seq, leaf, chain, subtrees, newJson);
    }
  }

  final List<Row> rows = new ArrayList<>();
  private final String url;

  private TamperedRows(Path directory) {
    this.url = "jdbc:sqlite:" + directory.resolve("ledger.db");
  }

  static TamperedRows open(Path directory) throws SQLException {
    TamperedRows tampered = new TamperedRows(directory);
    try (Connection connection = DriverManager.getConnection(tampered.url);
        Statement statement = connection.createStatement();
        ResultSet all = statement.executeQuery("SELECT seq, record FROM entry ORDER BY seq")) {
      while (all.next()) {
        tampered.rows.add(parse(all.getLong(1), all.getBytes(2)));
      }
    }
    return tampered;
  }

  /** Executes one statement on the file as it is. */
  static void sql(Path directory, String sql) throws SQLException {
    String url = "jdbc:sqlite:" + directory.resolve("ledger.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void renumber() {
    for (int i = 0; i < rows.size(); i++) {
      rows.set(i, rows.get(i).at(i));
    }
  }

  void write() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
      connection.setAutoCommit(false);
      statement.execute("DELETE FROM entry");
      for (Row row : rows) {
        insert.setLong(1, row.seq());
        insert.setBytes(2, format(row));
        insert.execute();
      }
      connection.commit();
    }
  }

  private static int entryAt(long seq) {
    return Hash.BYTES * (2 + Long.numberOfTrailingZeros(~seq));
  }

  private static Row parse(long seq, byte[] record) {
    List<Hash> hashes = new ArrayList<>();
    for (int at = 0; at < entryAt(seq); at += Hash.BYTES) {
      hashes.add(Hash.of(Arrays.copyOfRange(record, at, at + Hash.BYTES)));
    }
    int length = record.length - entryAt(seq);
    String json = new String(record, entryAt(seq), length, StandardCharsets.UTF_8);
    return new Row(seq, hashes.get(0), hashes.get(1), hashes.subList(2, hashes.size()), json);
  }

  private static byte[] format(Row row) {
    byte[] json = row.json().getBytes(StandardCharsets.UTF_8);
    ByteBuffer record = ByteBuffer.allocate(entryAt(row.seq()) + json.length);
    record.put(row.leaf().bytes()).put(row.chain().bytes());
    int room = (entryAt(row.seq()) - record.position()) / Hash.BYTES;
    row.subtrees().stream().limit(room).forEach(hash -> record.put(hash.bytes()));
    return record.position(entryAt(row.seq())).put(json).array();
  }
}
