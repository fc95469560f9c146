package dev.laneledger.app.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** PostgreSQL: a table like the ledger's with its indexes, filled by COPY BINARY. */
final class RawPostgres implements RawStore {
  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final String TABLE =
      "CREATE TABLE bench_raw (seq bigint PRIMARY KEY, stream bigint NOT NULL, streamseq bigint NOT"
          + " NULL, id text COLLATE \"C\" NOT NULL, record bytea NOT NULL,"
          + " UNIQUE (stream, streamseq), UNIQUE (stream, id))";

  private final Connection connection;
  private final CopyManager copy;
  private long seq;

  RawPostgres(String jdbcUrl) throws SQLException {
    this.connection = DriverManager.getConnection(jdbcUrl);
    execute("DROP TABLE IF EXISTS bench_raw");
    execute(TABLE);
    this.copy = connection.unwrap(PGConnection.class).getCopyAPI();
  }

  /** Bytes of the ledger's own tables, with their indexes. */
  static long ledgerBytes(String jdbcUrl) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_total_relation_size('entry') + pg_total_relation_size('stream')")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public long commit(int batch) throws IOException, SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(SIGNATURE);
    out.writeLong(0); // flags and the length of the header's extension
    for (int i = 0; i < batch; i++) {
      row(out);
    }
    out.writeShort(-1);
    copy.copyIn(
        "COPY bench_raw FROM STDIN (FORMAT binary)", new ByteArrayInputStream(bytes.toByteArray()));
    return batch;
  }

  private void row(DataOutputStream out) throws IOException {
    out.writeShort(5);
    number(out, seq);
    number(out, 1);
    number(out, seq);
    field(out, "%012d".formatted(seq).getBytes(StandardCharsets.US_ASCII));
    field(out, ByteBuffer.allocate(RECORD_BYTES).putLong(seq).array());
    seq++;
  }

  private static void number(DataOutputStream out, long value) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(value);
  }

  private static void field(DataOutputStream out, byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    execute("DROP TABLE bench_raw");
    connection.close();
  }
}
