package dev.laneledger.app.page;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A really started ledger in a fresh directory, whose pages are looked at. */
final class PageServer implements AutoCloseable {
  private final Path dir;
  private final RunningLedger running;
  private final HttpClient client = HttpClient.newHttpClient();

  PageServer(Path dir) {
    this.dir = dir;
    this.running = LedgerApplication.start(ServeOptions.onFreePort(dir));
  }

  URI url() {
    return running.url();
  }

  String origin() {
    return running.origin();
  }

  Path dir() {
    return dir;
  }

  String token(String role) {
    try {
      return Files.readString(dir.resolve("tokens").resolve(role)).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Browser nobody() {
    return new Browser(url());
  }

  Browser as(String role) {
    return nobody().signedIn(token(role));
  }

  /** Registers a program and gives the seq of the entry. */
  long program(String id) {
    return append(
        "owner",
        "/programs/" + id,
        "program.registered",
        "{\"program\":\"%s\",\"title\":\"a program\"}".formatted(id));
  }

  /** Appends one event and gives its seq. */
  long append(String role, String source, String type, String data) {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"%s\",\"type\":\"dev.laneledger.%s.v1\",\"data\":%s}"
            .formatted(UUID.randomUUID(), source, type, data);
    HttpResponse<String> answer = send(role, "/v1/events", event);
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.body());
    }
    return Long.parseLong(answer.body().replaceFirst("(?s).*?\"seq\":(\\d+).*", "$1"));
  }

  /** A blocker of the owner before production, with one leg, that the pages show already. */
  void raise(String program, String blocker) {
    String data =
        """
        {"blocker":"%s","subject":"something new","actors":["OWNER"],"blocks":["PRODUCTION"],
         "nextAction":"look","legs":[{"leg":"design","actor":"OWNER","strength":"ANALYSIS",
         "requires":[]}]}
        """
            .formatted(blocker);
    await(append("owner", "/programs/" + program, "blocker.raised", data));
  }

  /**
   * A lane that is opened on a chosen option, which the pages show already.
   *
   * @throws RuntimeException with the code, if it is refused
   */
  void open(String program, String lane, String option) {
    String batch =
        """
        [{"specversion":"1.0","id":"consume-%2$s","source":"/programs/%1$s",
          "type":"dev.laneledger.decision.consumed.v1","data":{"token":"%3$s","lane":"%2$s"}},
         {"specversion":"1.0","id":"open","source":"/programs/%1$s/lanes/%2$s",
          "type":"dev.laneledger.lane.opened.v1","data":{"macro":"M","authority":"REHEARSAL_ONLY",
          "host":"h","date":"2026-06-12","consumes":"%3$s"}}]
        """
            .formatted(program, lane, option);
    LedgerClient client = new LedgerClient(url(), token("lane"));
    await(
        client
            .append(batch.getBytes(StandardCharsets.UTF_8), "application/cloudevents-batch+json")
            .getLast()
            .seq());
  }

  /** The pages show the entry from here on. */
  void await(long seq) {
    HttpResponse<String> answer = send("auditor", "/v1/programs/P/blockers?atLeast=" + seq, null);
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
  }

  private HttpResponse<String> send(String role, String path, @Nullable String event) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve(path))
            .header("Authorization", "Bearer " + token(role));
    if (event != null) {
      request
          .header("Content-Type", "application/cloudevents+json")
          .POST(HttpRequest.BodyPublishers.ofString(event));
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    running.close();
  }
}
