package dev.laneledger.app.publish;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.AddCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Speaks tlog-witness to one witness; its prefix is the same for submitting and reading. */
final class WitnessClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** A hundred signature lines and a checkpoint are less. */
  private static final int MAX_BYTES = 64 << 10;

  private static final HttpResponse.BodyHandler<String> TEXT =
      BodyHandlers.ofString(StandardCharsets.UTF_8);

  private final String prefix;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /**
   * @param url the witness's prefix, http or https
   * @throws IllegalArgumentException if it is none
   */
  WitnessClient(String url) {
    URI uri = URI.create(url);
    if (uri.getHost() == null || !("http".equals(uri.getScheme()) || isHttps(uri))) {
      throw new IllegalArgumentException(
          "a witness's URL must begin with http:// or https://, but is: " + url);
    }
    this.prefix = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private static boolean isHttps(URI uri) {
    return "https".equals(uri.getScheme());
  }

  /** What a witness answered. */
  record Reply(int status, String text) {}

  Reply submit(AddCheckpoint request) throws IOException, InterruptedException {
    return send(
        request("/add-checkpoint")
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(BodyPublishers.ofString(request.format())));
  }

  /** The newest checkpoint of that origin that the witness shows, or empty if it shows none. */
  Optional<String> latest(String origin) throws IOException, InterruptedException {
    String id = Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).hex();
    Reply reply = send(request("/" + id + "/checkpoint").GET());
    return switch (reply.status()) {
      case 200 -> Optional.of(reply.text());
      case 404, 405 -> Optional.empty();
      default -> throw new IOException("asked for its checkpoint, it answered " + reply.status());
    };
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(prefix + path)).timeout(ANSWER);
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request.build(), BodyHandlers.limiting(TEXT, MAX_BYTES));
    return new Reply(answer.statusCode(), answer.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
