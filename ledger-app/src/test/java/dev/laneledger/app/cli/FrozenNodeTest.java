package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.PostgresServer;
import dev.laneledger.app.storage.SharedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two server processes on one database under load. One is frozen with SIGSTOP past its lease, and
 * goes on later: the other appends and signs meanwhile, and no receipt of either is lost. More
 * rounds: {@code -Dfreeze.rounds=20}.
 */
final class FrozenNodeTest {
  private static final int FREEZES = Integer.getInteger("freeze.rounds", 1);
  private static final Map<String, String> LEASE =
      Map.of("JDK_JAVA_OPTIONS", "-Dlaneledger.lease.seconds=1");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path temporary;

  private final String database = PostgresServer.newDatabase();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<JsonNode> receipts = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> made = new ConcurrentHashMap<>();
  private volatile boolean enough;

  @Test
  void aFrozenNodeHoldsUpNobodyForLongAndForksNothing() throws Exception {
    ServedLedger one = serve("one");
    copySecrets();
    ServedLedger two = serve("two");
    List<Thread> clients = new ArrayList<>();
    for (int c = 0; c < 6; c++) {
      String node = c % 2 == 0 ? one.url() : two.url();
      String program = "P-" + c;
      clients.add(Thread.startVirtualThread(() -> load(node, program)));
    }
    for (int i = 0; i < FREEZES; i++) {
      awaitMore(one.url(), 30);
      signal("STOP", one.process());
      awaitMore(two.url(), 30);
      long highest = receipts.stream().mapToLong(r -> r.path("seq").asLong()).max().orElseThrow();
      await().atMost(PATIENCE).until(() -> checkpoint(two.url()) > highest);
      signal("CONT", one.process());
    }
    awaitMore(one.url(), 30);
    enough = true;
    for (Thread client : clients) {
      client.join();
    }
    verify(two);
    for (ServedLedger node : List.of(one, two)) {
      node.process().destroy();
      assertThat(node.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    Ran replayed =
        Verbs.here(
            List.of("replay", "--dir", "" + temporary.resolve("two"), "--jdbc-url", database));
    assertThat(replayed.exit()).as(replayed.out() + replayed.err()).isEqualTo(3);
    assertThat(replayed.out()).contains("NO_PINNED_KEY");
    assertEveryReceiptIsThere();
  }

  private ServedLedger serve(String node) throws IOException {
    return ServedLedger.start(
        temporary.resolve(node), temporary.resolve(node + ".err"), LEASE, "--jdbc-url", database);
  }

  private void copySecrets() throws IOException {
    Files.createDirectories(temporary.resolve("two"));
    Files.copy(temporary.resolve("one/tokens.sha256"), temporary.resolve("two/tokens.sha256"));
    for (String part : List.of("keys", "tokens")) {
      Files.createDirectories(temporary.resolve("two").resolve(part));
      try (var files = Files.list(temporary.resolve("one").resolve(part))) {
        for (Path file : files.toList()) {
          Files.copy(file, temporary.resolve("two").resolve(part).resolve(file.getFileName()));
        }
      }
    }
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  private void awaitMore(String node, int more) {
    int before = count(node).get();
    await().atMost(PATIENCE).until(() -> count(node).get() >= before + more);
  }

  private AtomicInteger count(String node) {
    return made.computeIfAbsent(node, n -> new AtomicInteger());
  }

  private void load(String node, String program) {
    try {
      post(node, program, "register", LoadEvents.register(program));
      for (int i = 0; !enough; i++) {
        post(node, program, "b-" + i, LoadEvents.blocker("B-" + i));
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Sends the same event until it is answered with a receipt, as a lane does. */
  private void post(String node, String program, String id, String typeAndData)
      throws IOException, InterruptedException {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/programs/%s\",%s}"
            .formatted(id, program, typeAndData);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(node + "/v1/events"))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/cloudevents+json")
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    HttpResponse<String> answer;
    do {
      answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 503);
    } while (answer.statusCode() == 503);
    receipts.add(JSON.readTree(answer.body()).path("receipts").get(0));
    count(node).incrementAndGet();
  }

  private String token() throws IOException {
    return Files.readString(temporary.resolve("one/tokens/owner")).strip();
  }

  private long checkpoint(String node) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(node + "/checkpoint")).build();
    String note = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return Checkpoint.parse(SignedNote.parse(note).text()).size();
  }

  /** Of the whole ledger, over the node that was never frozen. */
  private void verify(ServedLedger node) {
    Path token = temporary.resolve("one/tokens/auditor");
    Ran verified = Verbs.here(List.of("verify", "--url", node.url(), "--token-file", "" + token));
    assertThat(verified.exit()).as(verified.out() + verified.err()).isEqualTo(3);
    assertThat(verified.out()).contains("NO_PINNED_KEY");
  }

  private void assertEveryReceiptIsThere() {
    try (LedgerDirectory ledger =
        LedgerDirectory.open(
            temporary.resolve("one"), SharedDatabase.of(database), Clock.systemUTC())) {
      for (JsonNode receipt : receipts) {
        Entry entry = ledger.reader().entry(receipt.path("seq").asLong()).orElseThrow();
        assertThat(entry.leaf().hex()).isEqualTo(receipt.path("leaf").asString());
        assertThat(entry.chain().hex()).isEqualTo(receipt.path("chain").asString());
        assertThat(entry.event().id()).isEqualTo(receipt.path("id").asString());
      }
      System.out.println(receipts.size() + " receipts of two nodes held, none lost");
    }
  }
}
