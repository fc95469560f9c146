package dev.laneledger.app.bench;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** HTTP requests as bytes. */
final class Requests {
  private Requests() {}

  static byte[] post(String path, String token, String mediaType, byte[] body) {
    String head =
        "POST %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, token, mediaType, body.length);
    byte[] ascii = head.getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[ascii.length + body.length];
    System.arraycopy(ascii, 0, request, 0, ascii.length);
    System.arraycopy(body, 0, request, ascii.length, body.length);
    return request;
  }

  static byte[] get(String path, String token) {
    return "GET %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n\r\n"
        .formatted(path, token)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The same request again and again. */
  static Supplier<byte[]> same(byte[] request) {
    return () -> request;
  }
}
