package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.signing.Tokens;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Entries as they come, against a real server. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class EventStreamWireTest {
  private static final String STREAM = "/v1/events/stream";
  private static final int BIG = 200;
  private static final String OF_PROGRAM = STREAM + "?source=/programs/P";

  @TempDir private static Path dir;
  private static LedgerServer ledger;

  /** seq of the program's first event. */
  private static long first;

  @BeforeAll
  static void start() {
    ledger = new LedgerServer(dir.resolve("ledger"));
    first = ledger.appended("owner", LedgerServer.program("P"));
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static HttpRequest.Builder request(String role, String path) {
    return ledger.wire.request(ledger.token(role), path).GET();
  }

  private static EventReader open(String role, String path) {
    return new EventReader(ledger.wire.open(request(role, path)));
  }

  private static long raise(String id) {
    return ledger.appended("owner", LedgerServer.blocker("P", id));
  }

  @Test
  void entries_come_in_order_and_without_a_gap_while_others_append() throws Exception {
    List<EventReader.Event> seen = new ArrayList<>();
    try (EventReader reader = open("auditor", STREAM);
        ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 60).forEach(i -> lanes.execute(() -> raise("many-" + i)));
      int raised = 0;
      while (raised < 60) {
        EventReader.Event event = reader.next();
        seen.add(event);
        raised += event.data().contains("raise-many-") ? 1 : 0;
      }
    }

    assertThat(seen)
        .extracting(EventReader.Event::id)
        .containsExactlyElementsOf(LongStream.range(0, seen.size()).boxed().toList());
    assertThat(seen)
        .extracting(EventReader.Event::data)
        .containsExactlyElementsOf(
            ledger.get("auditor", "/v1/events?limit=" + seen.size()).text().lines().toList());
  }

  @Test
  void a_reader_resumes_behind_the_last_entry_that_came() throws IOException {
    raise("resumed");
    HttpRequest.Builder request =
        request("auditor", STREAM + "?from=0&limit=1").header("Last-Event-ID", "2");

    try (EventReader reader = new EventReader(ledger.wire.open(request))) {
      assertThat(reader.next().id()).isEqualTo(3);
      assertThat(reader.next()).isNull();
    }
    try (EventReader reader = open("auditor", STREAM + "?from=1&limit=1")) {
      assertThat(reader.next().id()).isEqualTo(1);
    }
  }

  @Test
  void what_comes_later_is_told_to_whoever_asked_for_its_stream_and_type() throws IOException {
    String type = EventType.BLOCKER_RAISED.wire();
    long begin = raise("before") + 1;
    try (EventReader reader = open("lane", OF_PROGRAM + "&type=" + type + "&from=" + begin)) {
      ledger.appended("owner", LedgerServer.program("Q" + begin));
      ledger.appended("owner", LedgerServer.packet("P", "D", "[]"));
      long seq = raise("later");

      EventReader.Event event = reader.next();
      assertThat(event.id()).isEqualTo(seq);
      assertThat(event.type()).isEqualTo(type);
    }
  }

  @Test
  void whoever_may_not_read_entries_gets_no_stream_of_them() {
    for (String role : List.of("lane", "operator", "owner", "admin")) {
      ledger.get(role, STREAM).isProblem(403, "FORBIDDEN");
    }
    ledger.get("admin", OF_PROGRAM).isProblem(403, "FORBIDDEN");
    ledger.wire.get("", STREAM).isProblem(401, "UNAUTHENTICATED");
  }

  @Test
  void a_last_entry_that_is_none_is_refused() {
    ledger
        .wire
        .send(request("auditor", STREAM).header("Last-Event-ID", "x"))
        .isProblem(400, "PARAMETER_INVALID");
    ledger
        .wire
        .send(request("auditor", STREAM).header("Last-Event-ID", "999999"))
        .isProblem(404, "NOT_FOUND");
  }

  @Test
  void a_stream_ends_when_its_token_does() throws IOException {
    Tokens tokens = Tokens.read(ledger.dir);
    String token = tokens.issue("lane:default");
    try (EventReader reader =
        new EventReader(
            ledger.wire.open(ledger.wire.request(token, OF_PROGRAM + "&from=" + first).GET()))) {
      assertThat(reader.next().id()).isEqualTo(first);
      tokens.revoke(Hash.sha256(token.getBytes(StandardCharsets.UTF_8)));
      long unseen = raise("unseen");

      for (EventReader.Event e = reader.next(); e != null; e = reader.next()) {
        assertThat(e.id()).isLessThan(unseen);
      }
    }
  }

  @Test
  void readers_that_break_off_are_let_go_without_a_word(CapturedOutput output) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < EventStreams.PER_PRINCIPAL; i++) {
      sockets.add(begun(ledger, "operator"));
    }
    Wire.Answer refused = ledger.get("operator", OF_PROGRAM + "&limit=1");
    assertThat(refused.isProblem(429, "RATE_LIMITED").header("Retry-After")).isEqualTo("15");
    assertThat(ledger.get("lane", OF_PROGRAM + "&limit=1").status()).isEqualTo(200);

    for (Socket socket : sockets) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          raise("noticed-" + System.nanoTime());
          return ledger.get("operator", OF_PROGRAM + "&limit=1").status() == 200;
        });
    assertThat(output.getAll()).doesNotContain("Exception", "\tat ");
  }

  /** A connection whose stream has begun. */
  private static Socket begun(LedgerServer server, String role) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress("127.0.0.1", server.wire.port()));
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(OF_PROGRAM, server.token(role))
                .getBytes(StandardCharsets.US_ASCII));
    byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  @Test
  void a_server_that_stops_ends_its_streams_whole(@TempDir Path other) throws IOException {
    EventReader reader;
    long begun = System.nanoTime();
    try (LedgerServer stopping = new LedgerServer(other)) {
      reader =
          new EventReader(
              stopping.wire.open(stopping.wire.request(stopping.token("auditor"), STREAM).GET()));
      assertThat(reader.next().id()).isZero();
      begun = System.nanoTime();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    while (reader.next() != null) {
      // a stream that broke off would throw
    }
  }

  @Test
  void a_reader_that_takes_nothing_is_let_go_and_holds_up_nobody(@TempDir Path other)
      throws Exception {
    System.setProperty("server.tomcat.connection-timeout", "10s");
    List<Socket> slow = new ArrayList<>();
    try (LedgerServer busy = new LedgerServer(other)) {
      System.clearProperty("server.tomcat.connection-timeout");
      busy.appended("owner", LedgerServer.program("P"));
      for (int i = 0; i < EventStreams.PER_PRINCIPAL; i++) {
        slow.add(begun(busy, "operator"));
      }
      String one = OF_PROGRAM + "&limit=1";
      busy.get("operator", one).isProblem(429, "RATE_LIMITED");
      try (EventReader quick =
          new EventReader(busy.wire.open(busy.wire.request(busy.token("auditor"), STREAM).GET()))) {
        Thread appending = Thread.ofVirtual().start(() -> appendBig(busy));
        for (int seen = 0; seen < BIG; ) {
          seen += quick.next().data().contains("raise-big-") ? 1 : 0;
        }
        busy.get("operator", one).isProblem(429, "RATE_LIMITED"); // they are still waited for
        appending.join();
      }

      await().atMost(Duration.ofSeconds(30)).until(() -> busy.get("operator", one).status() == 200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** More than the system's buffers of one connection hold. */
  private static void appendBig(LedgerServer busy) {
    for (int i = 0; i < BIG; i++) {
      busy.appended("owner", big(i));
    }
  }

  private static String big(int i) {
    return LedgerServer.blocker("P", "big-" + i)
        .replace("\"subject\":\"s\"", "\"subject\":\"" + "s".repeat(50_000) + "\"");
  }
}
