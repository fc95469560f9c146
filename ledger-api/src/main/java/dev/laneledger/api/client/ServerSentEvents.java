package dev.laneledger.api.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events (WHATWG HTML, section 9.2) of one answer, as a ledger sends them: UTF-8,
 * lines ended by LF, and in each event one {@code id} and one {@code data}. Comments and other
 * fields are passed over. What has no blank line behind it has not come.
 */
final class ServerSentEvents implements AutoCloseable {
  /** The longest entry with what stands beside it, and more. */
  static final int MAX_LINE_BYTES = 128 << 10;

  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;

  /** One event; both as they were sent. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
  record Event(String id, byte[] data) {}

  ServerSentEvents(InputStream in) {
    this.in = in;
  }

  /**
   * The next event, waited for; null: the answer ended.
   *
   * @throws IOException if the connection was lost
   * @throws LedgerUnavailableException if no ledger sends this
   */
  @Nullable Event next() throws IOException {
    String id = null;
    byte[] data = null;
    for (byte[] line = line(); line != null; line = line()) {
      if (line.length == 0 && id != null && data != null) {
        return new Event(id, data);
      }
      if (line.length == 0) {
        requireNeither(id, data);
      } else if (starts(line, "id:")) {
        id = once(id, text(value(line, "id:")));
      } else if (starts(line, "data:")) {
        data = once(data, value(line, "data:"));
      }
    }
    return null;
  }

  /** Closes the connection; a reader that waits is woken with an IOException. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // it is closed all the same
    }
  }

  /** The bytes before the next LF; null: there is none. */
  private byte @Nullable [] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      for (int i = at; i < end; i++) {
        if (buffer[i] == '\n') {
          add(line, i);
          at = i + 1;
          return line.toByteArray();
        }
      }
      add(line, end);
      end = in.read(buffer);
      at = 0;
      if (end < 0) {
        end = 0;
        return null;
      }
    }
  }

  private void add(ByteArrayOutputStream line, int to) {
    if (line.size() + to - at > MAX_LINE_BYTES) {
      throw notOurs("a line must have at most " + MAX_LINE_BYTES + " bytes, but has more");
    }
    line.write(buffer, at, to - at);
  }

  private static boolean starts(byte[] line, String field) {
    return line.length >= field.length()
        && new String(line, 0, field.length(), StandardCharsets.ISO_8859_1).equals(field);
  }

  /** What stands behind the field, without the one space that may come first. */
  private static byte[] value(byte[] line, String field) {
    int from = field.length();
    if (from < line.length && line[from] == ' ') {
      from++;
    }
    return Arrays.copyOfRange(line, from, line.length);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static <T> T once(@Nullable T before, T now) {
    if (before != null) {
      throw notOurs("an event must have one id and one data, but has two of one");
    }
    return now;
  }

  private static void requireNeither(@Nullable String id, byte @Nullable [] data) {
    if (id != null || data != null) {
      throw notOurs(
          "an event must have an id and data, but has only " + (id == null ? "data" : "an id"));
    }
  }

  private static LedgerUnavailableException notOurs(String fault) {
    return new LedgerUnavailableException(
        "a stream must be a ledger's: " + fault + "; check the URL", null);
  }
}
