package dev.laneledger.api.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/** Writes zip files of stored entries. The package describes the form. */
public final class StoredZip {
  private static final Comparator<String> BY_UTF8 =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private StoredZip() {}

  /** The zip of these files, by name, whatever the order of the map. */
  public static byte[] write(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(files, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes every byte", e);
    }
    return bytes.toByteArray();
  }

  /** Writes the zip of these files, and leaves the stream open. */
  public static void write(Map<String, byte[]> files, OutputStream out) throws IOException {
    StoredZipWriter zip = new StoredZipWriter(out);
    for (String name : files.keySet().stream().sorted(BY_UTF8).toList()) {
      zip.put(name, files.getOrDefault(name, new byte[0]));
    }
    zip.finish();
  }
}
