package dev.laneledger.api.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests that are all safe to repeat: reads, blobs under their digest, events under their
 * ids. So a lost connection or a 503 is tried again, up to {@link #ATTEMPTS} times in all.
 */
final class Http {
  static final int ATTEMPTS = 6;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final URI server;
  private final String authorization;
  private final HttpClient client;

  Http(URI server, String token) {
    this.server = server;
    this.authorization = "Bearer " + token;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  byte[] get(String path) {
    return send(request(path).GET().build());
  }

  byte[] put(String path, byte[] body) {
    return send(
        request(path)
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofByteArray(body))
            .build());
  }

  byte[] post(String path, byte[] body, String mediaType) {
    return send(
        request(path)
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", authorization);
  }

  private byte[] send(HttpRequest request) {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      HttpResponse<byte[]> response = attempt(request, attempt);
      if (response != null && response.statusCode() < 300) {
        return response.body();
      }
      if (response != null && (response.statusCode() != 503 || attempt == ATTEMPTS)) {
        throw Answers.refused(response.statusCode(), response.body());
      }
      rest(response == null ? pause : retryAfter(response, pause));
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  /** One try; null: the connection was lost and another try is left. */
  private @Nullable HttpResponse<byte[]> attempt(HttpRequest request, int attempt) {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      if (attempt == ATTEMPTS) {
        throw new LedgerUnavailableException(
            "no answer from " + request.uri() + ": " + e + "; is the server running there?", e);
      }
      return null;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Duration retryAfter(HttpResponse<byte[]> response, Duration otherwise) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    return seconds.matches("\\d{1,4}")
        ? shorter(Duration.ofSeconds(Long.parseLong(seconds)), LONGEST_PAUSE)
        : otherwise;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static LedgerUnavailableException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LedgerUnavailableException("interrupted while waiting for the ledger", e);
  }
}
