package dev.laneledger.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.cli.ServedLedger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The writer of a real server waits for another process that holds the database, while more is sent
 * than may wait: an eighth of its memory, 64 MiB here.
 */
final class BackPressureTest {
  private static final int BLOBS = 10;
  private static final int BLOB_BYTES = 8 << 20;

  @TempDir Path temporary;

  private final HttpClient http = HttpClient.newHttpClient();
  private final CompletableFuture<Void> full = new CompletableFuture<>();
  private final Queue<HttpResponse<String>> refused = new ConcurrentLinkedQueue<>();
  private final Queue<byte[]> unkept = new ConcurrentLinkedQueue<>();

  @Test
  void whatIsTooMuchForTheQueueIsRefusedAndWhatWaitsIsKept() throws Exception {
    RigLedger ledger = new RigLedger(temporary);
    ServedLedger served = ledger.serve();
    RigClients clients = new RigClients(2, new RigClients.Habits("P-", 1, 20, true, 1));
    List<byte[]> blobs = blobs();
    try {
      clients.begin(served.url(), ledger.token(), 2).await();
      sendWhileTheDatabaseIsHeld(ledger, served.url(), blobs);
      clients.stop();
      assertThat(refused).isNotEmpty().hasSizeLessThan(BLOBS);
      for (HttpResponse<String> answer : refused) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("UNAVAILABLE", "may wait for the writer");
      }
      for (byte[] blob : unkept) {
        assertThat(put(served.url(), token(ledger, "lane"), blob).statusCode()).isEqualTo(201);
      }
      assertThat(get(served.url() + "/v1/blobs", token(ledger, "auditor")).body())
          .contains(blobs.stream().map(blob -> Hash.sha256(blob).hex()).toList());
    } finally {
      ledger.stop(served.process());
    }
    ledger.checkAll(clients);
  }

  private void sendWhileTheDatabaseIsHeld(RigLedger ledger, String url, List<byte[]> blobs)
      throws Exception {
    String token = token(ledger, "lane");
    List<Thread> senders = new ArrayList<>();
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + ledger.dir().resolve("ledger.db"));
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      statement.execute("BEGIN IMMEDIATE");
      blobs.forEach(blob -> senders.add(Thread.startVirtualThread(() -> send(url, token, blob))));
      full.get(8, TimeUnit.SECONDS);
      assertThat(get(url + "/checkpoint", token).statusCode()).as("readers go on").isEqualTo(200);
      statement.execute("ROLLBACK");
    }
    for (Thread sender : senders) {
      sender.join();
    }
  }

  private void send(String url, String token, byte[] blob) {
    try {
      HttpResponse<String> answer = put(url, token, blob);
      if (answer.statusCode() != 201) {
        refused.add(answer);
        unkept.add(blob);
        full.complete(null);
      }
    } catch (IOException e) {
      full.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> put(String url, String token, byte[] blob)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + "/v1/blobs/" + Hash.sha256(blob).hex()))
            .header("Authorization", "Bearer " + token)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(blob))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String url, String token)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String token(RigLedger ledger, String role) throws IOException {
    return Files.readString(ledger.dir().resolve("tokens").resolve(role)).strip();
  }

  private static List<byte[]> blobs() {
    Random random = new Random(1);
    List<byte[]> blobs = new ArrayList<>();
    for (int i = 0; i < BLOBS; i++) {
      byte[] blob = new byte[BLOB_BYTES];
      random.nextBytes(blob);
      blobs.add(blob);
    }
    return blobs;
  }
}
