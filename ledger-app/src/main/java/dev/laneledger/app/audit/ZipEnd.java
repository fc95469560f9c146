package dev.laneledger.app.audit;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * What the last bytes of a zip say of its central directory.
 *
 * @param offset where the directory begins
 * @param bytes its length; the end records follow without a gap
 * @param files how many files it lists
 */
record ZipEnd(long offset, long bytes, long files) {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int LOCATOR64_BYTES = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_BYTES = 56;
  private static final int ALL64_BYTES = END64_BYTES + LOCATOR64_BYTES + END_BYTES;
  private static final long UNSIGNED = 0xffff_ffffL;

  /**
   * @throws IOException saying why, if the file does not end as a zip without a comment does
   */
  static ZipEnd read(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < END_BYTES) {
      throw new IOException("it is shorter than the end of a zip");
    }
    ByteBuffer end = bytes(channel, size - END_BYTES, END_BYTES);
    if (end.getInt(0) != END || end.getShort(20) != 0) {
      throw new IOException("it does not end as a zip does");
    }
    int files = Short.toUnsignedInt(end.getShort(10));
    long bytes = end.getInt(12) & UNSIGNED;
    long offset = end.getInt(16) & UNSIGNED;
    if (files == 0xffff || bytes == UNSIGNED || offset == UNSIGNED) {
      return read64(channel, size);
    }
    return new ZipEnd(offset, bytes, files).followedBy(size - END_BYTES);
  }

  private static ZipEnd read64(FileChannel channel, long size) throws IOException {
    long start = size - ALL64_BYTES;
    if (start < 0) {
      throw new IOException("it is shorter than the end of a large zip");
    }
    ByteBuffer end = bytes(channel, start, ALL64_BYTES);
    if (end.getInt(0) != END64
        || end.getInt(END64_BYTES) != LOCATOR64
        || end.getLong(END64_BYTES + 8) != start) {
      throw new IOException("it does not end as a large zip does");
    }
    return new ZipEnd(end.getLong(48), end.getLong(40), end.getLong(32)).followedBy(start);
  }

  private ZipEnd followedBy(long end) throws IOException {
    if (offset < 0 || bytes < 0 || files < 0 || offset > end || offset + bytes != end) {
      throw new IOException("its directory must stand right before its end");
    }
    return this;
  }

  /** Bytes of the file, in the byte order of zips. */
  static ByteBuffer bytes(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException("it ends at byte " + (from + buffer.position()));
      }
    }
    return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
  }
}
