package dev.laneledger.app.audit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Takes what a file should hold and finds the first byte at which it does not; it holds 64 KiB of
 * the file at a time, whatever is given to it at once.
 */
final class Difference extends OutputStream {
  private final InputStream file;
  private final byte[] part = new byte[1 << 16];
  private long read;
  private long first = -1;

  Difference(InputStream file) {
    this.file = new BufferedInputStream(file);
  }

  /** Asked at the end: offset of the first byte that differs, -1 if there is none. */
  long first() throws IOException {
    return first < 0 && file.read() >= 0 ? read : first;
  }

  @Override
  public void write(int expected) throws IOException {
    write(new byte[] {(byte) expected}, 0, 1);
  }

  @Override
  public void write(byte[] expected, int from, int length) throws IOException {
    for (int done = 0; first < 0 && done < length; done += part.length) {
      int size = Math.min(length - done, part.length);
      int held = file.readNBytes(part, 0, size);
      int at = Arrays.mismatch(expected, from + done, from + done + size, part, 0, held);
      first = at < 0 ? -1 : read + at;
      read += size;
    }
  }
}
