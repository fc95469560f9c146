package dev.laneledger.app.prototype;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of records as the truth, and SQLite as its index, which can be built again. The file is
 * filled with zeros ahead of the end, so that waiting for the disk writes no length.
 *
 * <pre>
 * record = length(4) || crc32c(4) of what follows || seq(8) || stream(4) || id length(2) || id || bytes
 * </pre>
 *
 * The end is the first place where no record of the next seq begins whose sum is right. What stands
 * behind it, a torn write, is overwritten with zeros before anything is appended.
 */
final class SegmentStore implements Store {
  private static final int HEAD = 8;
  private static final int FIXED = HEAD + 8 + 4 + 2;
  private static final int AHEAD = 1 << 26;
  private static final int INDEX_EVERY = 4_096;
  private static final int MOST_BYTES = 1 << 20;

  private final FileChannel file;
  private final Connection index;
  private final PreparedStatement find;
  private final PreparedStatement place;
  private final PreparedStatement reached;
  private final Map<String, Long> notIndexed = new HashMap<>();
  private final List<Place> places = new ArrayList<>();
  private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 22);
  private long end;
  private long zeros;
  private long next;
  private long recovered;

  private record Place(int stream, String id, long seq, long at) {}

  SegmentStore(Path directory) throws IOException, SQLException {
    file =
        FileChannel.open(
            directory.resolve("segment"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    index = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("index.db"));
    try (Statement statement = index.createStatement()) {
      statement.execute("PRAGMA page_size = 16384");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS place (stream INTEGER, id TEXT, seq INTEGER, at INTEGER,"
              + " PRIMARY KEY (stream, id)) WITHOUT ROWID");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS reached (one INTEGER PRIMARY KEY, seq INTEGER, at INTEGER)");
    }
    index.setAutoCommit(false);
    find = index.prepareStatement("SELECT seq FROM place WHERE stream = ? AND id = ?");
    place = index.prepareStatement("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?)");
    reached = index.prepareStatement("INSERT OR REPLACE INTO reached VALUES (0, ?, ?)");
    recover();
  }

  /** Goes on from where the index is; an index that is gone is built from the first record. */
  private void recover() throws IOException, SQLException {
    try (Statement statement = index.createStatement();
        ResultSet row = statement.executeQuery("SELECT seq, at FROM reached")) {
      if (row.next()) {
        next = row.getLong(1);
        end = row.getLong(2);
      }
    }
    long from = next;
    while (readOne()) {
      if (places.size() >= INDEX_EVERY) {
        writeIndex();
      }
    }
    writeIndex();
    recovered = next - from;
    file.truncate(end); // what was torn goes; zeros come anew
    zeros = end;
  }

  private boolean readOne() throws IOException {
    ByteBuffer head = read(end, HEAD);
    if (head == null) {
      return false;
    }
    int length = head.getInt();
    int crc = head.getInt();
    if (length < FIXED - HEAD || length > MOST_BYTES) {
      return false;
    }
    ByteBuffer body = read(end + HEAD, length);
    if (body == null || crc(body.duplicate()) != crc || body.getLong() != next) {
      return false;
    }
    int stream = body.getInt();
    byte[] id = new byte[body.getShort()];
    body.get(id);
    note(stream, new String(id, StandardCharsets.US_ASCII), end);
    end += HEAD + length;
    return true;
  }

  private @Nullable ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        return null;
      }
    }
    return bytes.flip();
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private void note(int stream, String id, long at) {
    places.add(new Place(stream, id, next, at));
    notIndexed.put(stream + " " + id, next);
    next++;
  }

  @Override
  public boolean has(int stream, String id) throws SQLException {
    if (notIndexed.containsKey(stream + " " + id)) {
      return true;
    }
    find.setInt(1, stream);
    find.setString(2, id);
    try (ResultSet row = find.executeQuery()) {
      return row.next();
    }
  }

  @Override
  public void commit(List<Record> records) throws IOException, SQLException {
    int bytes = records.stream().mapToInt(r -> FIXED + r.id().length() + r.bytes().length).sum();
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(2 * bytes);
    }
    buffer.clear();
    long at = end;
    for (Record record : records) {
      byte[] id = record.id().getBytes(StandardCharsets.US_ASCII);
      int start = buffer.position();
      buffer.putInt(FIXED - HEAD + id.length + record.bytes().length).putInt(0);
      buffer.putLong(next).putInt(record.stream()).putShort((short) id.length).put(id);
      buffer.put(record.bytes());
      ByteBuffer body = buffer.duplicate().flip().position(start + HEAD);
      buffer.putInt(start + 4, crc(body));
      note(record.stream(), record.id(), at + start);
    }
    zerosUpTo(at + buffer.position());
    end = at + buffer.position();
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer, at + buffer.position());
    }
    file.force(false);
    if (places.size() >= INDEX_EVERY) {
      writeIndex();
    }
  }

  private void zerosUpTo(long needed) throws IOException {
    if (needed > zeros) {
      ByteBuffer none = ByteBuffer.allocateDirect(1 << 20);
      for (long to = needed + AHEAD; zeros < to; zeros += none.capacity()) {
        file.write(none.clear(), zeros);
      }
      file.force(true);
    }
  }

  private void writeIndex() throws SQLException {
    for (Place one : places) {
      place.setInt(1, one.stream());
      place.setString(2, one.id());
      place.setLong(3, one.seq());
      place.setLong(4, one.at());
      place.executeUpdate();
    }
    reached.setLong(1, next);
    reached.setLong(2, end);
    reached.executeUpdate();
    index.commit();
    places.clear();
    notIndexed.clear();
  }

  @Override
  public long size() {
    return next;
  }

  /** How many records a start had to read again. */
  long recovered() {
    return recovered;
  }

  long end() {
    return end;
  }

  @Override
  public void close() throws IOException, SQLException {
    file.close();
    index.close();
  }
}
