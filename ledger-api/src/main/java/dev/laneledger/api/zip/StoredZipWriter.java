package dev.laneledger.api.zip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the same zip file by file, for what does not fit into memory. */
public final class StoredZipWriter {
  /** A day later than the earliest that a zip holds: the JDK adds the time zone to that one. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 2, 0, 0);

  private final ZipOutputStream zip;

  /**
   * @param out stays open
   */
  public StoredZipWriter(OutputStream out) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
  }

  /**
   * Adds one file.
   *
   * @param name behind every name before it, in the order of their UTF-8 bytes
   */
  public void put(String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Writes the directory that ends the zip. */
  public void finish() throws IOException {
    zip.finish();
  }
}
