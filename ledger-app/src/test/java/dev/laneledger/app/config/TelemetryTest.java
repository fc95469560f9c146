package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.laneledger.app.config.EdgeOptions.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a server tells of itself: traces where they are asked for, and a log without secrets. */
class TelemetryTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String EVENT =
      """
      {"specversion":"1.0","id":"%s","source":"/programs/%s","type":"dev.laneledger.program.registered.v1",\
      "data":{"program":"%s","title":"a test"}%s}\
      """;

  @TempDir private Path dir;

  private final HttpClient client = HttpClient.newHttpClient();

  private String post(RunningLedger ledger, String path, String token, String body, String trace) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(ledger.url().resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/cloudevents+json")
            .POST(BodyPublishers.ofString(body));
    if (!trace.isEmpty()) {
      request.header("traceparent", trace);
    }
    return send(request.build());
  }

  private String send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String token(String role) throws IOException {
    return Files.readString(dir.resolve("ledger/tokens").resolve(role)).strip();
  }

  private static String program(String name, String more) {
    return EVENT.formatted(name, name, name, more);
  }

  private RunningLedger start(Telemetry telemetry) {
    return LedgerApplication.start(
        ServeOptions.onFreePort(dir.resolve("ledger")), EdgeOptions.local().with(telemetry));
  }

  @Test
  void theWayOfAnEventIsTracedAndItsEntryCarriesTheContext() throws Exception {
    ByteArrayOutputStream collected = new ByteArrayOutputStream();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          synchronized (collected) {
            collected.write(exchange.getRequestBody().readAllBytes());
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    URI endpoint = URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
    try (RunningLedger ledger = start(new Telemetry(endpoint, null))) {
      post(ledger, "/v1/events", token("owner"), program("Traced", ""), TRACEPARENT);
      String own = TRACEPARENT.replace("4bf92f", "aaaaaa");
      post(
          ledger,
          "/v1/events",
          token("owner"),
          program("Own", ",\"traceparent\":\"" + own + "\""),
          TRACEPARENT);
      post(ledger, "/v1/events", token("owner"), program("Bad", ""), "00-zz-1-01");
      String entries = entries(ledger);

      assertThat(entries).contains("\"title\":\"a test\"").contains(TRACEPARENT).contains(own);
      assertThat(entries.split("\"traceparent\"", -1)).hasSize(3);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(text(collected))
                  .contains("append", "judge", "commit", "checkpoint", "lane-ledger")
                  .contains(latin(HexFormat.of().parseHex(TRACE)))
                  .doesNotContain("Traced")
                  .doesNotContain("a test"));
    } finally {
      collector.stop(0);
    }
  }

  private String entries(RunningLedger ledger) throws IOException {
    return send(
        HttpRequest.newBuilder(
                ledger.url().resolve("/v1/events?type=dev.laneledger.program.registered.v1"))
            .header("Authorization", "Bearer " + token("auditor"))
            .build());
  }

  private static String text(ByteArrayOutputStream bytes) {
    synchronized (bytes) {
      return latin(bytes.toByteArray());
    }
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void theLogIsOneJsonObjectALineAndHoldsNoSecretThatWasSent() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    try (RunningLedger ledger = start(new Telemetry(null, "ecs"))) {
      String owner = token("owner");
      String wrong = "llt_" + "Zz9".repeat(14) + "Q";
      for (String secret : List.of(owner, wrong)) {
        everywhere(ledger, secret);
      }
      LoggerFactory.getLogger("dev.laneledger.test").warn("the end");

      String log = logged.toString(StandardCharsets.UTF_8);
      assertThat(log).contains("the end").doesNotContain(owner).doesNotContain(wrong);
      assertThat(log.lines())
          .allSatisfy(line -> assertThat(line).startsWith("{\"@timestamp\"").endsWith("}"));
      String entries =
          send(
              HttpRequest.newBuilder(ledger.url().resolve("/v1/events?limit=1000"))
                  .header("Authorization", "Bearer " + token("auditor"))
                  .build());
      assertThat(entries).contains("ledger.created").doesNotContain(owner).doesNotContain(wrong);
    } finally {
      System.setErr(before);
    }
  }

  /** In every place where somebody might put it by mistake. */
  private void everywhere(RunningLedger ledger, String secret) throws IOException {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    for (String path :
        List.of(
            "/v1/programs/" + encoded + "/blockers",
            "/v1/events?source=" + encoded,
            "/" + encoded,
            "/v1/blobs/" + encoded,
            "/v1/events/" + encoded)) {
      for (String bearer : List.of(secret, token("auditor"))) {
        send(
            HttpRequest.newBuilder(ledger.url().resolve(path))
                .header("Authorization", "Bearer " + bearer)
                .header("X-Token", secret)
                .header("Cookie", "token=" + secret)
                .build());
      }
    }
    String sender = token("owner");
    for (String body :
        List.of(
            program(secret, ""),
            program("T", ",\"subject\":\"" + secret + "\""),
            program("U", "").replace("a test", secret),
            program("V", "").replace("program.registered", secret),
            program("W", ",\"" + secret + "\":1"),
            "{" + secret,
            secret)) {
      post(ledger, "/v1/events", sender, body, secret);
    }
    post(
        ledger,
        "/mcp",
        sender,
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
            + secret
            + "\",\"arguments\":{\"program\":\""
            + secret
            + "\"}}}",
        "");
  }
}
