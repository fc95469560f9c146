package dev.laneledger.api.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of servers that may send anything, byte by byte. */
@Timeout(30)
class EntryStreamTest {
  private static final String OK = "HTTP/1.1 200 \r\nContent-Type: text/event-stream\r\n\r\n";
  private static final List<Entry> ENTRIES = entries(6, "P");

  /** What the server says on each connection, before it closes it; after the last it is silent. */
  private final Queue<String> script = new ConcurrentLinkedQueue<>();

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> silent = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private Http http;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    http = new Http(URI.create("http://127.0.0.1:" + server.getLocalPort()), "secret-token");
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    for (Socket socket : silent) {
      socket.close();
    }
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        asked.add(head(socket.getInputStream()));
        String answer = script.poll();
        socket.getOutputStream().write((answer == null ? OK + ":\n\n" : answer).getBytes(UTF_8));
        if (answer == null) {
          silent.add(socket);
        } else {
          socket.close();
        }
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  private EntryStream stream(EntryQuery query) {
    return new EntryStream(http, query, Duration.ofSeconds(20));
  }

  private static List<Long> taken(EntryStream stream, int count) {
    List<Long> seqs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seqs.add(stream.next().seq());
    }
    return seqs;
  }

  @Test
  void whatWasCutOffIsReadAgainBehindTheLastEntryThatCameWhole() {
    script.add(OK + ":\n\n" + event(2) + event(3) + event(4).strip() + "\n");
    script.add("HTTP/1.1 503 \r\nRetry-After: 0\r\nContent-Length: 2\r\n\r\n{}");
    script.add("");
    script.add(OK + event(4) + event(5));

    try (EntryStream stream = stream(new EntryQuery(2, null, null))) {
      assertThat(taken(stream, 4)).containsExactly(2L, 3L, 4L, 5L);
    }

    assertThat(asked).hasSize(4);
    assertThat(asked.getFirst())
        .startsWith("GET /v1/events/stream?from=2 ")
        .contains("Authorization: Bearer secret-token")
        .doesNotContain("Last-Event-ID");
    assertThat(asked.subList(1, 4)).allMatch(head -> head.contains("Last-Event-ID: 3\r\n"));
  }

  @Test
  void aServerThatSaysNothingIsLeftAndAskedAgain() {
    try (EntryStream stream =
        new EntryStream(http, EntryQuery.ALL.startingAt(1), Duration.ofMillis(200))) {
      Thread.ofVirtual()
          .start(() -> {
            while (asked.size() < 2) {
              Thread.onSpinWait();
            }
            script.add(OK + event(1));
          });

      assertThat(stream.next().seq()).isEqualTo(1);
    }
    assertThat(asked).hasSizeGreaterThan(2);
  }

  @Test
  void anIdThatIsNotTheEntrysIsRefusedForGood() {
    script.add(OK + event(1).replace("id: 1", "id: 2"));

    refusedForGood(UnprovenException.class, "must have the id", "expected 1", "actual   2");
  }

  @Test
  void aGapIsRefusedForGoodUnlessAFilterMadeIt() {
    script.add(OK + event(1) + event(3));
    script.add(OK + event(1) + event(3));

    refusedForGood(UnprovenException.class, "place in the stream", "expected 2", "actual   3");
    try (EntryStream stream = stream(new EntryQuery(1, StreamId.program("P"), null))) {
      assertThat(taken(stream, 2)).containsExactly(1L, 3L);
    }
  }

  @Test
  void anEntryThatCameBeforeIsRefusedAlsoBehindAFilterAndOnAnotherConnection() {
    script.add(OK + event(2));
    script.add(OK + event(2));

    refusedForGood(
        new EntryQuery(1, StreamId.program("P"), null), UnprovenException.class, "expected 3");
  }

  @Test
  void anEntryThatNobodyAskedForIsRefusedForGood() {
    script.add(OK + event(1));

    refusedForGood(
        new EntryQuery(1, StreamId.program("Q"), null), UnprovenException.class, "/programs/Q");
  }

  @Test
  void aChainThatDoesNotFollowIsRefusedForGoodAlsoAcrossConnections() {
    script.add(OK + event(1));
    script.add(OK + event(entries(6, "Q").get(2)));

    refusedForGood(UnprovenException.class, "chain hash");
  }

  @Test
  void anEntryThatDoesNotHaveItsLeafIsRefusedForGood() {
    script.add(OK + event(1).replace("title 1", "title 9"));

    refusedForGood(LedgerUnavailableException.class, "the leaf hash that the server states");
  }

  @Test
  void aLineWithoutAnEndIsRefusedForGood() {
    script.add(OK + "data: " + "x".repeat(ServerSentEvents.MAX_LINE_BYTES + 1));

    refusedForGood(LedgerUnavailableException.class, "at most 131072 bytes");
  }

  @Test
  void whatIsNoEventOfALedgerIsRefusedForGood() {
    for (String odd :
        List.of("id: 1\n\n", "data: {}\n\n", "id: 1\nid: 1\n\n", "id: 1\ndata: {}\ndata: {}\n\n")) {
      script.add(OK + odd);
      refusedForGood(LedgerUnavailableException.class, "check the URL");
    }
    script.add("HTTP/1.1 200 \r\nContent-Type: text/html\r\n\r\n" + event(1));
    refusedForGood(LedgerUnavailableException.class, "text/html");
  }

  @Test
  void refusalsAreForGoodAndTooManyStreamsAreNot() {
    script.add("HTTP/1.1 429 \r\nRetry-After: 0\r\nContent-Length: 2\r\n\r\n{}");
    script.add("HTTP/1.1 404 \r\nContent-Length: 2\r\n\r\n{}");
    refusedForGood(LedgerRefusedException.class, "HTTP_404");
    for (int status : List.of(401, 403, 500)) {
      script.add("HTTP/1.1 " + status + " \r\nContent-Length: 2\r\n\r\n{}");
      refusedForGood(LedgerRefusedException.class, "HTTP_" + status);
    }
    assertThat(asked).hasSize(5);
  }

  @Test
  void whoWaitsIsWokenWhenTheStreamIsClosed() {
    EntryStream stream = stream(EntryQuery.ALL);
    Thread.ofVirtual()
        .start(() -> {
          while (silent.isEmpty()) {
            Thread.onSpinWait();
          }
          stream.close();
        });

    assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class);
  }

  private void refusedForGood(Class<? extends Exception> kind, String... message) {
    refusedForGood(EntryQuery.ALL.startingAt(1), kind, message);
  }

  /** The second time says the same and asks nobody. */
  private void refusedForGood(
      EntryQuery query, Class<? extends Exception> kind, String... message) {
    try (EntryStream stream = stream(query)) {
      assertThatThrownBy(() -> taken(stream, 9))
          .isInstanceOf(kind)
          .hasMessageContainingAll(message);
      int asked = this.asked.size();
      assertThatThrownBy(stream::next).isInstanceOf(kind).hasMessageContainingAll(message);
      assertThat(this.asked).hasSize(asked);
    }
  }

  private static String event(int seq) {
    return event(ENTRIES.get(seq));
  }

  private static String event(Entry entry) {
    return "id: %d\nevent: x\ndata: {\"seq\":%d,\"leaf\":\"%s\",\"chain\":\"%s\",\"entry\":%s}\n\n"
        .formatted(
            entry.seq(),
            entry.seq(),
            entry.leaf(),
            entry.chain(),
            new String(entry.bytes(), UTF_8));
  }

  private static List<Entry> entries(int count, String program) {
    List<Entry> entries = new ArrayList<>();
    Hash chain = HashChain.start("a-ledger.example");
    for (int seq = 0; seq < count; seq++) {
      EventDraft draft =
          EventDraft.of(
              "p-" + seq,
              StreamId.program(program),
              EventType.PROGRAM_REGISTERED,
              new ProgramData.Registered(program, "title " + seq, null));
      byte[] bytes =
          EventCodec.encode(new LedgerEvent(draft, "owner:o", "2026-06-12T00:00:00.000Z", seq));
      Hash leaf = Hash.sha256((byte) 0, bytes);
      chain = HashChain.next(chain, leaf);
      entries.add(new Entry(seq, leaf, chain, bytes));
    }
    return entries;
  }
}
