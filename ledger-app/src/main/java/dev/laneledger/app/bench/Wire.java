package dev.laneledger.app.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One kept-alive connection that sends ready bytes and reads answers with a Content-Length: a
 * client that costs next to nothing beside the server that it measures.
 */
final class Wire implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final String LENGTH = "\r\ncontent-length:";

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;

  Wire(URI server) throws IOException {
    this.socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    this.out = socket.getOutputStream();
    this.in = socket.getInputStream();
  }

  /** Sends a whole request and reads the whole answer; returns its status. */
  int send(byte[] request) throws IOException {
    out.write(request);
    filled = 0;
    int head = readHead();
    String text = new String(buffer, 0, head, StandardCharsets.ISO_8859_1);
    readUpTo(head + length(text));
    return Integer.parseInt(text.substring(9, 12)); // "HTTP/1.1 201"
  }

  /** The answer as text, for a message. */
  String answer() {
    return new String(buffer, 0, filled, StandardCharsets.UTF_8);
  }

  /** Reads until the empty line and returns where the body begins. */
  private int readHead() throws IOException {
    for (int from = 0; ; from = Math.max(0, filled - 3)) {
      read();
      for (int i = from; i + 3 < filled; i++) {
        if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r') {
          return i + 4;
        }
      }
    }
  }

  private static int length(String head) throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("an answer must have a Content-Length, but was: " + head.strip());
    }
    int from = at + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
  }

  private void readUpTo(int bytes) throws IOException {
    while (filled < bytes) {
      read();
    }
  }

  private void read() throws IOException {
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    filled += count;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
