package dev.laneledger.api.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests that are all safe to repeat: reads, blobs under their digest, events under their
 * ids. So a lost connection, a lost answer, a 503 and a 429 are tried again, up to {@link
 * #ATTEMPTS} times in all, after as long as the answer asks for, but 5 seconds at most.
 */
final class Http {
  static final int ATTEMPTS = 6;

  static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** From the request to the last byte of the answer. */
  static final Duration WHOLE = Duration.ofMinutes(5);

  /** More than a full page of the longest entries. */
  static final int MAX_BYTES = 96 << 20;

  /** How the JDK says that an answer is longer than the limit. */
  private static final String TOO_LONG = "body exceeds capacity";

  private final URI server;
  private final String authorization;
  private final HttpClient client;
  private final Duration whole;

  Http(URI server, String token) {
    this(server, token, WHOLE, null);
  }

  /**
   * @param whole how long a request may take up to the last byte of its answer
   * @param tls which certificates count; null: those that this Java trusts
   */
  Http(URI server, String token, Duration whole, @Nullable SSLContext tls) {
    this.whole = whole;
    this.server = server;
    this.authorization = "Bearer " + token;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10));
    if (tls != null) {
      builder.sslContext(tls);
    }
    this.client = builder.build();
  }

  byte[] get(String path) {
    return get(path, MAX_BYTES);
  }

  /** As the other, of a server that may send more than it should. */
  byte[] get(String path, int maxBytes) {
    return send(request(path).GET().build(), maxBytes);
  }

  byte[] put(String path, byte[] body) {
    return send(
        request(path)
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofByteArray(body))
            .build(),
        MAX_BYTES);
  }

  byte[] post(String path, byte[] body, String mediaType) {
    return send(
        request(path)
            .header("Content-Type", mediaType)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        MAX_BYTES);
  }

  /**
   * One try at an answer without an end, as its bytes come; the caller closes it.
   *
   * @param lastEventId behind which it is to begin; empty: nothing is said of it
   * @throws IOException if the connection is refused or lost, or no answer begins in 60 seconds
   */
  HttpResponse<InputStream> follow(String path, String lastEventId) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", authorization)
            .header("Accept", "text/event-stream, application/problem+json");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    HttpRequest built = request.build();
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(built, BodyHandlers.ofInputStream());
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      requireTrusted(built, e);
      throw new IOException("no answer from " + server.resolve(path) + ": " + e, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw interrupted(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", authorization);
  }

  private byte[] send(HttpRequest request, int maxBytes) {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      HttpResponse<byte[]> response = attempt(request, maxBytes, attempt);
      if (response != null && response.statusCode() < 300) {
        return response.body();
      }
      if (response != null && (!passes(response.statusCode()) || attempt == ATTEMPTS)) {
        throw Answers.refused(response.statusCode(), response.body());
      }
      rest(response == null ? pause : shorter(retryAfter(response).orElse(pause), LONGEST_PAUSE));
      pause = longer(pause);
    }
  }

  /** One try; null: the connection was lost and another try is left. */
  private @Nullable HttpResponse<byte[]> attempt(HttpRequest request, int maxBytes, int attempt) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), (long) maxBytes));
    try {
      return answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      requireTrusted(request, cause);
      if (String.valueOf(cause.getMessage()).contains(TOO_LONG)) {
        throw unavailable(request, "its answer has more than " + maxBytes + " bytes", cause);
      }
      if (attempt == ATTEMPTS || !(cause instanceof IOException)) {
        throw unavailable(request, cause + "; is the server running there?", cause);
      }
      return null;
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw unavailable(request, "not complete after " + whole.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** A certificate that does not count will not count the next time. */
  private static void requireTrusted(HttpRequest request, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        throw unavailable(
            request,
            "its certificate must be of a trusted authority and for this host name, but: "
                + cause.getMessage()
                + "; if the authority is a private one, name its certificate (--ca)",
            failure);
      }
    }
  }

  private static LedgerUnavailableException unavailable(
      HttpRequest request, String why, Throwable cause) {
    return new LedgerUnavailableException("no answer from " + request.uri() + ": " + why, cause);
  }

  /** Whether the answer says that the same request will do later: busy, or too many of them. */
  static boolean passes(int status) {
    return status == 503 || status == 429;
  }

  /** What the answer asks for, up to 9,999 seconds. */
  static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,4}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  /** The pause after that one, when nobody asks for another. */
  static Duration longer(Duration pause) {
    return shorter(pause.multipliedBy(2), LONGEST_PAUSE);
  }

  static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static LedgerUnavailableException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LedgerUnavailableException("interrupted while waiting for the ledger", e);
  }
}
