package dev.laneledger.app.storage;

import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rows of entries as PostgreSQL copies them out in binary form: a header; of each row the number of
 * its columns (2 bytes) and of each column its length (4 bytes) and its bytes, big-endian; -1 for
 * the number of columns at the end. The columns are {@link #COLUMNS}. For one thread.
 */
final class CopiedRows extends OutputStream {
  static final String COLUMNS = "seq, stream, streamseq, id, record";

  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER = SIGNATURE.length + 2 * Integer.BYTES;
  private static final int COUNT = 5;
  private static final short END = -1;

  /** As long as an array gets everywhere. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  // where in a row of which the numbers have eight bytes a column's bytes begin
  private static final int SEQ = Short.BYTES + Integer.BYTES;
  private static final int STREAM = SEQ + Long.BYTES + Integer.BYTES;
  private static final int STREAMSEQ = STREAM + Long.BYTES + Integer.BYTES;
  private static final int ID = STREAMSEQ + Long.BYTES + Integer.BYTES;

  private byte[] bytes = new byte[1 << 20];
  private int used;

  /** Forgets the rows. */
  void clear() {
    used = 0;
  }

  /** The array that holds the rows, as long as none is added. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    if (length > MOST - used) {
      throw new IllegalStateException("rows that are too long for one array");
    }
    if (used + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * (used + length), MOST));
    }
    System.arraycopy(from, offset, bytes, used, length);
    used += length;
  }

  /**
   * Finds the rows of as many entries as there is room for, numbered from a first one.
   *
   * @param row where each begins
   * @param record where each one's record begins
   * @param end where it ends
   * @throws IllegalStateException if other rows are there
   */
  void find(long first, int[] row, int[] record, int[] end) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes, 0, used);
      require(Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length));
      in.position(HEADER);
      for (int i = 0; i < row.length; i++) {
        row[i] = in.position();
        require(in.getShort() == COUNT);
        require(in.getInt() == Long.BYTES && in.getLong() == first + i);
        require(in.getInt() == Long.BYTES);
        in.getLong();
        require(in.getInt() == Long.BYTES);
        in.getLong();
        skip(in, in.getInt());
        int length = in.getInt();
        record[i] = in.position();
        skip(in, length);
        end[i] = in.position();
      }
      require(in.getShort() == END && !in.hasRemaining());
    } catch (BufferUnderflowException e) {
      throw new IllegalStateException("a copy that is cut off", e);
    }
  }

  long stream(int row) {
    return number(row + STREAM);
  }

  long streamseq(int row) {
    return number(row + STREAMSEQ);
  }

  /** Whether the row's id is the text of the bytes [from, to). */
  boolean hasId(int row, byte[] text, int from, int to) {
    int at = row + ID;
    int length = ByteBuffer.wrap(bytes).getInt(at - Integer.BYTES);
    return Arrays.equals(bytes, at, at + length, text, from, to);
  }

  private long number(int at) {
    return ByteBuffer.wrap(bytes).getLong(at);
  }

  private static void skip(ByteBuffer in, int length) {
    require(length >= 0 && length <= in.remaining());
    in.position(in.position() + length);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("a copy of other rows than were asked for");
    }
  }
}
