package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.Entry;
import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerSnapshot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real server under load from clients that remember every receipt, killed with SIGKILL at random
 * moments: what a client was answered is in the ledger afterwards, and verify finds nothing. More
 * rounds: {@code -Dkill.rounds=20}; the same run again: {@code -Dkill.seed=…}.
 */
final class ServerKillTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 5);
  private static final long SEED = Long.getLong("kill.seed", 20_260_612L);
  private static final int CLIENTS = 4;
  private static final int MOST_RECEIPTS = 120;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path temporary;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<JsonNode> receipts = new ConcurrentLinkedQueue<>();

  @Test
  void everyReceiptThatAClientHoldsIsInTheLedgerAfterTheKill() throws Exception {
    System.out.println("kill.seed=" + SEED + " kill.rounds=" + ROUNDS);
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      killUnderLoad(round, 1 + random.nextInt(MOST_RECEIPTS));
      assertEveryReceiptIsThere();
    }
    ServedLedger served = serve();
    awaitCheckpointOver(served.url());
    served.process().destroy();
    assertThat(served.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    Ran verified = Verbs.here(List.of("replay", "--dir", ledger().toString(), "--json"));
    assertThat(verified.exit()).as(verified.out() + verified.err()).isEqualTo(3);
    assertThat(verified.out()).contains("NO_PINNED_KEY");
    assertThat(JSON.readTree(verified.out()).path("findings").findValuesAsString("kind"))
        .as("what was killed within five seconds may wait for its attestation")
        .filteredOn(kind -> !kind.equals("STATE_UNATTESTED"))
        .containsExactly("NO_PINNED_KEY");
    System.out.println(receipts.size() + " receipts held, none lost");
  }

  private void killUnderLoad(int round, int kill) throws Exception {
    ServedLedger served = serve();
    String url = served.url();
    CountDownLatch enough = new CountDownLatch(kill);
    List<Thread> clients = new ArrayList<>();
    for (int c = 0; c < CLIENTS; c++) {
      String program = "P-" + round + "-" + c;
      clients.add(Thread.startVirtualThread(() -> load(url, program, enough)));
    }
    assertThat(enough.await(60, TimeUnit.SECONDS)).as(errors()).isTrue();
    served.process().destroyForcibly();
    assertThat(served.process().waitFor()).isEqualTo(128 + 9);
    for (Thread client : clients) {
      client.join();
    }
  }

  /** Appends until the server is gone. */
  private void load(String url, String program, CountDownLatch enough) {
    try {
      post(url, program, "register", LoadEvents.register(program), enough);
      for (int i = 0; ; i++) {
        post(url, program, "b-" + i, LoadEvents.blocker("B-" + i), enough);
      }
    } catch (IOException gone) {
      // The server was killed: what was not answered may or may not be in the ledger.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(
      String url, String program, String id, String typeAndData, CountDownLatch enough)
      throws IOException, InterruptedException {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/programs/%s\",%s}"
            .formatted(id, program, typeAndData);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1/events"))
            .header("Authorization", "Bearer " + Files.readString(token()).strip())
            .header("Content-Type", "application/cloudevents+json")
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    receipts.add(JSON.readTree(answer.body()).path("receipts").get(0));
    enough.countDown();
  }

  private void assertEveryReceiptIsThere() throws IOException {
    try (LedgerSnapshot snapshot = LedgerDirectory.read(ledger())) {
      for (JsonNode receipt : receipts) {
        Entry entry = snapshot.reader().entry(receipt.path("seq").asLong()).orElseThrow();
        assertThat(entry.leaf().hex()).isEqualTo(receipt.path("leaf").asString());
        assertThat(entry.chain().hex()).isEqualTo(receipt.path("chain").asString());
        assertThat(entry.event().id()).isEqualTo(receipt.path("id").asString());
      }
    }
  }

  /** Waits until the signed checkpoint covers every entry that a client knows of. */
  private void awaitCheckpointOver(String url) throws Exception {
    long highest = receipts.stream().mapToLong(r -> r.path("seq").asLong()).max().orElseThrow();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/checkpoint")).build();
    long size;
    do {
      String note = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      size = Long.parseLong(note.lines().skip(1).findFirst().orElseThrow());
    } while (size <= highest);
  }

  private ServedLedger serve() throws IOException {
    return ServedLedger.start(ledger(), temporary.resolve("err.txt"));
  }

  private String errors() throws IOException {
    return Files.readString(temporary.resolve("err.txt"));
  }

  private Path token() {
    return ledger().resolve("tokens").resolve("owner");
  }

  private Path ledger() {
    return temporary.resolve("ledger");
  }
}
