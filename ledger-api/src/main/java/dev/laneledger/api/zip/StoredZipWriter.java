package dev.laneledger.api.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Writes the same zip file by file, for what does not fit into memory: it keeps about a hundred
 * bytes a file. The bytes are those that the JDK's {@code ZipOutputStream} writes.
 */
public final class StoredZipWriter {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int END64_BYTES = 56;

  private static final short VERSION = 10;
  private static final short VERSION64 = 45;
  private static final short UTF8 = 0x0800;

  /** 1980-01-02: a day after the earliest date, which some programs move by their time zone. */
  private static final int TIME = 0x0022_0000;

  private static final int ZIP64_FIELD_BYTES = 12;
  private static final long MAX = 0xffff_ffffL;
  private static final int MAX_FILES = 0xffff;

  private final OutputStream out;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private long offset;
  private long files;

  /**
   * @param out stays open
   */
  public StoredZipWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Adds one file.
   *
   * @param name behind every name before it, in the order of their UTF-8 bytes
   */
  public void put(String name, byte[] bytes) throws IOException {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ByteBuffer local = buffer(30).putInt(LOCAL).putShort(VERSION);
    common(local, (int) crc.getValue(), bytes.length, utf8.length).putShort((short) 0);
    list(utf8, (int) crc.getValue(), bytes.length);
    write(local.array());
    write(utf8);
    write(bytes);
    files++;
  }

  /** Writes the directory that ends the zip. */
  public void finish() throws IOException {
    long start = offset;
    long length = directory.size();
    directory.writeTo(out);
    offset += length;
    boolean large = files >= MAX_FILES || start >= MAX || length >= MAX;
    if (large) {
      write(end64(start, length));
    }
    short count = (short) (files >= MAX_FILES ? MAX_FILES : files);
    ByteBuffer end = buffer(22).putInt(END).putInt(0).putShort(count).putShort(count);
    end.putInt((int) Math.min(length, MAX)).putInt((int) Math.min(start, MAX));
    write(end.array());
    out.flush();
  }

  private byte[] end64(long start, long length) {
    ByteBuffer end = buffer(END64_BYTES + 20).putInt(END64).putLong(END64_BYTES - 12);
    end.putShort(VERSION64).putShort(VERSION64).putInt(0).putInt(0);
    end.putLong(files).putLong(files).putLong(length).putLong(start);
    return end.putInt(LOCATOR64).putInt(0).putLong(offset).putInt(1).array();
  }

  private void list(byte[] name, int crc, int length) {
    boolean far = offset >= MAX;
    short version = far ? VERSION64 : VERSION;
    ByteBuffer entry = buffer(46).putInt(CENTRAL).putShort(version).putShort(version);
    common(entry, crc, length, name.length).putShort((short) (far ? ZIP64_FIELD_BYTES : 0));
    entry.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    directory.writeBytes(entry.putInt((int) Math.min(offset, MAX)).array());
    directory.writeBytes(name);
    if (far) {
      directory.writeBytes(
          buffer(ZIP64_FIELD_BYTES)
              .putShort((short) 1)
              .putShort((short) 8)
              .putLong(offset)
              .array());
    }
  }

  private static ByteBuffer common(ByteBuffer header, int crc, int length, int nameLength) {
    header.putShort(UTF8).putShort((short) 0).putInt(TIME).putInt(crc).putInt(length);
    return header.putInt(length).putShort((short) nameLength);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    offset += bytes.length;
  }
}
