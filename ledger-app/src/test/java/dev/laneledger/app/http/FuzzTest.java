package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.app.cli.LedgerVerb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Malformed requests, by a seed that is printed: each is answered with a stated refusal, none
 * hangs, what is answered well is as described, nothing of a refused one is kept, and the ledger
 * verifies afterwards.
 *
 * <pre>
 * ./mvnw test -pl ledger-app -am -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *   -Dfuzz.requests=10000 -Dfuzz.seed=1</pre>
 */
class FuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1_200);

  /** Longer than any pause that the server allows a sender. */
  private static final int HANGS_MILLIS = 25_000;

  @TempDir private Path dir;

  @Test
  void nothing_malformed_is_more_than_refused() throws IOException {
    Path ledger = dir.resolve("ledger");
    Map<String, Integer> outcomes = new TreeMap<>();
    Set<String> refused = new HashSet<>();
    String key;
    System.setProperty("laneledger.refusals.burst", "1000000");
    try (LedgerServer server = new LedgerServer(ledger)) {
      key = server.key().encode();
      new CodeScene(server, "DEMO", new HashMap<>()).opened();
      Described described = new Described(server.wire.get("", "/v1/openapi.json").json());
      List<String> tokens =
          List.of(
              "",
              "llt_wrong",
              server.token("lane"),
              server.token("operator"),
              server.token("owner"),
              server.token("auditor"),
              server.token("admin"));
      Malformed malformed = new Malformed(SEED, described);
      for (int i = 0; i < REQUESTS; i++) {
        Malformed.Request request = malformed.next(tokens);
        String outcome =
            outcome(described, server.wire.port(), request, "seed " + SEED + ", request " + i);
        outcomes.merge(outcome, 1, Integer::sum);
        if (request.id() != null && !outcome.startsWith("2")) {
          refused.add(request.id());
        }
      }
      System.out.println("fuzz: seed " + SEED + ", " + REQUESTS + " requests: " + outcomes);
      assertThat(server.get("auditor", "/v1/events/0").status()).isEqualTo(200);
      server
          .get("auditor", "/v1/events?limit=10000")
          .text()
          .lines()
          .map(line -> CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8)))
          .forEach(entry -> assertThat(refused).doesNotContain(entry.at("/entry/id").asString()));
    } finally {
      System.clearProperty("laneledger.refusals.burst");
    }
    assertThat(outcomes).as("it is about every kind").containsKeys("400", "401", "403", "404");
    LedgerVerb.Ended verified = LedgerVerb.run("verify", "--dir", ledger.toString(), "--key", key);
    assertThat(verified.exit()).as(verified.toString()).isZero();
  }

  /** Its status; empty where the server only closed a connection that was not HTTP. */
  private static String outcome(
      Described described, int port, Malformed.Request request, String which) throws IOException {
    byte[] answer = answer(port, request.bytes());
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    String what =
        which
            + "\n"
            + cut(new String(request.bytes(), StandardCharsets.ISO_8859_1))
            + "\n"
            + cut(text);
    if (answer.length == 0) {
      assertThat(request.operation()).as(what).isNull();
      return "";
    }
    if (request.operation() == null && !text.startsWith("HTTP/")) {
      assertThat(text).as(what).startsWith("{\"type\":\"/problems/"); // to HTTP/0.9, without a head
      return "0.9";
    }
    assertThat(text).as(what).matches("(?s)HTTP/1\\.1 [1-5][0-9]{2}.*");
    String rest = text.replaceFirst("(?s)^HTTP/1\\.1 100 ?[^\r]*\r\n\r\n", "");
    int status = Integer.parseInt(rest.substring(9, 12));
    String head = rest.substring(0, rest.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
    String body = rest.substring(head.length() + 4);
    int two = body.lastIndexOf("}HTTP/1.1 400 ") + 1;
    if (two > 0 && request.operation() == null) {
      body = body.substring(0, two); // what was no body was read as one more request
    }
    boolean whole = !head.contains("text/event-stream");
    if (head.contains("transfer-encoding: chunked") && whole) {
      body = dechunked(body);
    }
    if (status / 100 == 2 && whole && request.isAsDescribed()) {
      described.assertDescribes(
          request.operation(),
          which,
          status,
          head.replaceFirst("(?s).*\r\ncontent-type: ([^\r]*).*", "$1"),
          body.getBytes(StandardCharsets.ISO_8859_1));
    }
    boolean page = head.contains("content-type: text/html");
    if (status >= 400 && !page && !body.isEmpty()) {
      JsonNode problem = CanonicalJson.parse(body.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(problem.path("code").asString(""))
          .as(what)
          .matches("[A-Z_]+")
          .isNotEqualTo("INTERNAL");
      assertThat(problem.path("status").asInt()).as(what).isEqualTo(status);
      assertThat(head).as(what).contains("content-type: application/problem+json");
    }
    if (status >= 500) {
      assertThat(status).as(what).isIn(501, 503, 505);
      assertThat(status == 503 && !head.contains("retry-after")).as(what).isFalse();
    }
    return String.valueOf(status);
  }

  private static String dechunked(String body) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (true) {
      int end = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, end), 16);
      if (size == 0) {
        return text.toString();
      }
      text.append(body, end + 2, end + 2 + size);
      at = end + 4 + size;
    }
  }

  /** All that comes until the server closes; of a stream of events what comes first. */
  private static byte[] answer(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(HANGS_MILLIS);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        socket.shutdownOutput();
      } catch (SocketException e) {
        // refused before it was read: the answer is there
      }
      try {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[64 << 10];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          all.write(buffer, 0, read);
          String begun = all.toString(StandardCharsets.ISO_8859_1);
          if (begun.split("\r\n\r\n", 2)[0].contains("text/event-stream")) {
            break;
          }
        }
      } catch (SocketException e) {
        // closed with bytes of ours unread
      }
      return all.toByteArray();
    }
  }

  private static String cut(String text) {
    return text.length() < 1_500 ? text : text.substring(0, 1_500) + "…";
  }
}
