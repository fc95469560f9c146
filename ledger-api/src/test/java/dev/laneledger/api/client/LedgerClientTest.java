package dev.laneledger.api.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.VerifierKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerClientTest {
  private static final Hash CHAIN = Hash.sha256("chain".getBytes(StandardCharsets.UTF_8));
  private static final EventDraft DRAFT =
      EventDraft.of(
          "p-1",
          StreamId.program("P-1"),
          EventType.PROGRAM_REGISTERED,
          new ProgramData.Registered("P-1", "A program", null));

  /** Answers the requests in order; the last answer stands for all further ones. */
  private final List<Answer> script = new ArrayList<>();

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private LedgerClient client;

  /** Not a status: the connection ends in the middle of the answer. */
  private static final int CUT = 1;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    client =
        new LedgerClient(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "secret-token");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + body);
    Answer answer = script.size() > 1 ? script.removeFirst() : script.getFirst();
    if (answer.status() == 0) {
      exchange.close();
      return;
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    if (answer.status() == CUT) {
      exchange.sendResponseHeaders(201, bytes.length + 1L);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().add("Retry-After", "0");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void anAppendIsSentAgainWithTheSameIdAfter503AndAfterALostConnection() {
    script.add(new Answer(503, "{}"));
    script.add(new Answer(0, ""));
    script.add(new Answer(201, "{\"receipts\":[" + receipt(7) + "]}"));

    Receipt receipt = client.append(DRAFT);

    assertThat(receipt).isEqualTo(new Receipt(7, DRAFT.source(), "p-1", CHAIN, CHAIN));
    assertThat(seen).hasSize(3).containsOnly(seen.getFirst());
    assertThat(seen.getFirst())
        .startsWith("POST /v1/events Bearer secret-token [{\"data\":{")
        .contains("\"id\":\"p-1\"");
  }

  /** The ledger keeps what it has read, although the sender never hears of it. */
  @Test
  void anAppendWhoseAnswerWasLostGetsTheReceiptsOfTheFirstTime() {
    script.add(new Answer(CUT, "{\"receipts\":[" + receipt(7)));
    script.add(new Answer(200, "{\"receipts\":[" + receipt(7) + "]}"));

    Receipt receipt = client.append(DRAFT);

    assertThat(receipt.seq()).isEqualTo(7);
    assertThat(seen).hasSize(2).containsOnly(seen.getFirst());
  }

  @Test
  void whoAsksTooOftenWaitsAndAsksAgainButNotForEver() {
    script.add(new Answer(429, "{\"code\":\"RATE_LIMITED\"}"));
    script.add(new Answer(201, "{\"receipts\":[" + receipt(7) + "]}"));

    assertThat(client.append(DRAFT).seq()).isEqualTo(7);

    script.clear();
    script.add(new Answer(429, "{\"code\":\"RATE_LIMITED\",\"detail\":\"too many\"}"));
    seen.clear();
    assertThatThrownBy(() -> client.append(DRAFT)).hasMessage("RATE_LIMITED: too many");
    assertThat(seen).hasSize(Http.ATTEMPTS);
  }

  @Test
  void aLedgerThatStaysUnavailableIsGivenUp() {
    script.add(new Answer(503, "{\"code\":\"UNAVAILABLE\",\"detail\":\"the queue is full\"}"));

    assertThatThrownBy(() -> client.append(DRAFT)).hasMessage("UNAVAILABLE: the queue is full");
    assertThat(seen).hasSize(Http.ATTEMPTS);
  }

  @Test
  void anAppendThatNoCheckpointCoversIsAskedForAgainAndThenGivenUp() {
    script.add(new Answer(202, "{\"receipts\":[" + receipt(7) + "]}"));
    VerifierKey key = SignerKey.fromSeed("ledger.example", new byte[32]).verifierKey();

    assertThatThrownBy(() -> client.appendAndProve(DRAFT, key))
        .isInstanceOf(LedgerUnavailableException.class)
        .hasMessageContaining("no signed checkpoint covers the events yet");
    assertThat(seen).hasSize(3).containsOnly(seen.getFirst());
    assertThat(seen.getFirst()).startsWith("POST /v1/events?wait=checkpoint Bearer ");
  }

  @Test
  void aRefusalIsTypedAndIsNotSentAgain() {
    script.add(
        new Answer(
            422,
            "{\"code\":\"C\",\"rule\":\"r-1\",\"pointer\":\"/0/data/x\",\"detail\":\"d.\","
                + "\"todo\":\"do t.\",\"receipt\":"
                + receipt(3)
                + "}"));

    LedgerRefusedException refused =
        catchThrowableOfType(LedgerRefusedException.class, () -> client.append(DRAFT));

    assertThat(refused.refusal())
        .isEqualTo(
            new LedgerRefusedException.Refusal(
                422,
                "C",
                "r-1",
                "/0/data/x",
                "d.",
                "do t.",
                new Receipt(3, DRAFT.source(), "p-1", CHAIN, CHAIN)));
    assertThat(refused).hasMessage("C at /0/data/x: d. do t.");
    assertThat(seen).hasSize(1);
  }

  @Test
  void aRefusalThatIsNoProblemOfOursKeepsItsStatus() {
    script.add(new Answer(404, "<html>not here</html>"));

    assertThatThrownBy(client::checkpoint).hasMessage("HTTP_404: <html>not here</html>");
  }

  @Test
  void entriesAreReadPageByPageUntilAnEmptyOne() {
    script.add(new Answer(200, line(4) + "\n" + line(6) + "\n"));
    script.add(new Answer(200, line(9) + "\n"));
    script.add(new Answer(200, ""));
    List<Long> seqs = new ArrayList<>();

    client.entries(EntryQuery.of(DRAFT.source()), entry -> seqs.add(entry.seq()));

    assertThat(seqs).containsExactly(4L, 6L, 9L);
    assertThat(seen)
        .extracting(s -> s.split(" ")[1])
        .containsExactly(
            "/v1/events?from=0&source=/programs/P-1&limit=1000",
            "/v1/events?from=7&source=/programs/P-1&limit=1000",
            "/v1/events?from=10&source=/programs/P-1&limit=1000");
  }

  @Test
  void anEntryComesBackWithItsCanonicalBytes() {
    script.add(new Answer(200, line(4)));

    Entry entry = client.entry(4);

    assertThat(entry.bytes()).isEqualTo(entryBytes());
    assertThat(entry.event().draft()).isEqualTo(DRAFT);
  }

  @Test
  void anEntryThatDoesNotHaveItsStatedLeafIsNotBelieved() {
    script.add(new Answer(200, line(4).replace("A program", "B program")));

    assertThatThrownBy(() -> client.entry(4))
        .isInstanceOf(LedgerUnavailableException.class)
        .hasMessageContaining("expected " + leaf());
  }

  @Test
  void aBlobThatDoesNotHaveItsDigestIsNotBelieved() {
    script.add(new Answer(200, "other"));

    assertThatThrownBy(() -> client.getBlob(CHAIN)).hasMessageContaining("expected " + CHAIN);
  }

  private static byte[] entryBytes() {
    return EventCodec.encode(
        new LedgerEvent(DRAFT, "owner:default", "2026-06-12T00:00:00.000Z", 0));
  }

  private static Hash leaf() {
    return Hash.sha256((byte) 0, entryBytes());
  }

  private static String line(long seq) {
    return "{\"seq\":%d,\"leaf\":\"%s\",\"chain\":\"%s\",\"entry\":%s}"
        .formatted(seq, leaf(), CHAIN, new String(entryBytes(), StandardCharsets.UTF_8));
  }

  private static String receipt(long seq) {
    return "{\"seq\":%d,\"source\":\"/programs/P-1\",\"id\":\"p-1\",\"leaf\":\"%s\",\"chain\":\"%s\"}"
        .formatted(seq, CHAIN, CHAIN);
  }
}
