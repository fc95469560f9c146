package dev.laneledger.app.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.verify.EntryBlock;
import dev.laneledger.api.verify.EntryRanges;
import dev.laneledger.api.verify.ListBlock;
import dev.laneledger.api.verify.StoredEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from the pages is what SQLite reads, or it is not read. */
class PagedEntriesTest {
  private static final int ENTRIES = 3_000;
  private static final int STREAMS = 40;

  @TempDir private Path directory;
  private Path file;
  private final List<String> ids = new ArrayList<>();

  @BeforeEach
  void makeRows() throws SQLException {
    file = directory.resolve("ledger.db");
    new SqliteFile(file).migrate();
    Random random = new Random(5);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      connection.setAutoCommit(false);
      for (int i = 0; i < STREAMS; i++) {
        put(connection, "INSERT INTO stream VALUES (?, ?)", 7L * i, "/programs/P" + i);
      }
      for (int seq = 0; seq < ENTRIES; seq++) {
        long stream = 7L * random.nextInt(STREAMS);
        int bytes = seq % 50 == 0 ? random.nextInt(66_000) : random.nextInt(9_000);
        byte[] record = new byte[64 + 32 * EntryRecord.nodes(seq) + bytes];
        random.nextBytes(record);
        ids.add(Long.toString(random.nextLong(), 36) + "x".repeat(random.nextInt(90)));
        put(connection, "INSERT INTO entry VALUES (?, ?)", seq, record);
        put(connection, "INSERT INTO stream_entry VALUES (?, ?, ?)", stream, seq * 3L, seq);
        put(connection, "INSERT INTO stream_id VALUES (?, ?, ?)", stream, ids.get(seq), seq);
      }
      connection.commit();
    }
  }

  @Test
  void everyEntryIsAsSqliteReadsIt() {
    try (ReadPool pool = new ReadPool(new SqliteFile(file));
        StoredRows rows = new StoredRows(pool, file)) {
      List<StoredEntry> expected = new ArrayList<>();
      rows.entries(expected::add);
      EntryRanges ranges = rows.ranges().orElseThrow();
      assertThat(ranges.size()).isEqualTo(ENTRIES);
      for (int from : List.of(0, 1_000, 17, 2_999)) {
        EntryBlock block = ranges.read(from, Math.min(1_000, ENTRIES - from));
        assertThat(block).isNotInstanceOf(ListBlock.class);
        for (int i = 0; i < block.size(); i++) {
          same(block, i, expected.get(from + i));
        }
      }
    }
  }

  private static void same(EntryBlock block, int i, StoredEntry entry) {
    byte[] in = block.array(i);
    assertThat(block.seq(i)).isEqualTo(entry.seq());
    assertThat(
            Arrays.equals(in, block.from(i), block.to(i), entry.bytes(), 0, entry.bytes().length))
        .isTrue();
    byte[] claims = new ListBlock(List.of(entry)).claims(0);
    int at = block.claimsAt(i);
    assertThat(Arrays.equals(block.claims(i), at, at + claims.length, claims, 0, claims.length))
        .isTrue();
    assertThat(block.entry(i).index()).isEqualTo(entry.index());
  }

  @Test
  void indexesLeadWhereSqliteIsLed() throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        Pages pages = new Pages(file)) {
      IndexPages bySequence = new IndexPages(pages, root(statement, "stream_entry"));
      IndexPages byId = new IndexPages(pages, root(statement, "stream_id"));
      for (int seq = 0; seq < ENTRIES; seq++) {
        byte[] id = (" " + ids.get(seq) + " ").getBytes(StandardCharsets.UTF_8);
        for (int i = -1; i < STREAMS + 1; i += seq % 9 == 0 ? 1 : 5) {
          String of = " WHERE stream = " + 7L * i + " AND ";
          if (seq % 9 == 0) {
            long sequence = number(statement, "stream_entry" + of + "streamseq = " + seq * 3L);
            long named = number(statement, "stream_id" + of + "id = '" + ids.get(seq) + "'");
            assertThat(bySequence.find(7L * i, seq * 3L)).isEqualTo(sequence);
            assertThat(byId.find(7L * i, id, 1, id.length - 1)).isEqualTo(named);
          }
          assertThat(bySequence.find(7L * i, seq * 3L + 1)).isEqualTo(-1);
          assertThat(byId.find(7L * i, id, 0, id.length - 1)).isEqualTo(-1);
          assertThat(byId.find(7L * i, id, 1, id.length - 2)).isEqualTo(-1);
        }
      }
    }
  }

  /** Whatever stands in the file: the same entries come, or SQLite is asked, or it is unusable. */
  @Test
  void brokenPagesAreNeverReadAsOtherEntries() throws IOException {
    Random random = new Random(11);
    for (int attempt = 0; attempt < 300; attempt++) {
      long at = 4_096L + random.nextInt(3_000_000);
      byte was = change(at, (byte) random.nextInt(256));
      try (Pages pages = new Pages(file)) {
        EntryPages table = new EntryPages(pages, 5);
        IndexPages index = new IndexPages(pages, 8);
        for (int seq = 0; seq < 300; seq++) {
          table.clear();
          assertThat(table.read(seq)).isBetween(0, 7);
          index.find(7, seq);
        }
      } catch (IllegalStateException | IndexOutOfBoundsException e) {
        assertThat(e).hasNoCause(); // SQLite is asked
      }
      change(at, was);
    }
  }

  private byte change(long at, byte to) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      byte was = open.readByte();
      open.seek(at);
      open.writeByte(to);
      return was;
    }
  }

  private static int root(Statement statement, String table) throws SQLException {
    return (int) number(statement, "sqlite_schema WHERE name = '" + table + "'", "rootpage");
  }

  private static long number(Statement statement, String from) throws SQLException {
    return number(statement, from, "seq");
  }

  private static long number(Statement statement, String from, String column) throws SQLException {
    try (var rows = statement.executeQuery("SELECT " + column + " FROM " + from)) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  private static void put(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }
}
