package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.laneledger.api.note.CosignerKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose witness shows nothing, and answers what it likes or not at all. */
final class ForeignWitnessTest {
  @TempDir Path temporary;

  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private volatile boolean silent;
  private volatile int status;
  private volatile String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean isPost = exchange.getRequestMethod().equals("POST");
      if (isPost && silent) {
        end.await();
      }
      byte[] bytes = isPost ? body.getBytes(StandardCharsets.UTF_8) : new byte[0];
      exchange.sendResponseHeaders(isPost ? status : 404, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private OutsideChecks policy(String quorum) throws IOException {
    String key = CosignerKey.fromSeed("w.example/1", new byte[32]).verifierKey().encode();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    Path file =
        Files.writeString(
            temporary.resolve("policy"),
            "witness w %s %s\nquorum %s\n".formatted(key, url, quorum));
    return new OutsideChecks(null, file, null);
  }

  @Test
  void aWitnessThatNeverAnswersDelaysNoCheckpoint() throws Exception {
    silent = true;
    try (TestLedger ledger = new TestLedger(temporary.resolve("ledger"), policy("none"))) {
      ledger.append(TestLedger.OWNER, TestLedger.program());
      await()
          .atMost(Duration.ofSeconds(4)) // its answer is waited for longer
          .until(() -> ledger.open.checkpoints().newest().orElseThrow().checkpoint().size() == 7);
      assertThat(ledger.open.checkpoints().current()).doesNotContain("w.example");
    }
  }

  @Test
  void aWitnessThatSaysThatItSawMoreKeepsTheLedgerFromSigning() throws Exception {
    Path dir = temporary.resolve("ledger");
    new TestLedger(dir).close();
    status = 409;
    body = "999\n";
    try (TestLedger ledger = new TestLedger(dir, policy("none"))) {
      assertThat(ledger.open.directory().writer().readOnlyReason().orElse(""))
          .contains("witness w says that it saw 999 entries, but ledger.db holds 6 with root ");
    }
  }

  @Test
  void aWitnessThatOnlyRefusesStopsNothingUnlessTheQuorumNeedsIt() throws Exception {
    Path dir = temporary.resolve("ledger");
    new TestLedger(dir).close();
    status = 422;
    try (TestLedger ledger = new TestLedger(dir, policy("none"))) {
      assertThat(ledger.open.directory().writer().readOnlyReason()).isEmpty();
      assertThat(ledger.open.witnesses().states().getFirst().error())
          .contains("refuses the proof of growth, and does not show what it saw");
    }
    System.setProperty("laneledger.witnesses.patience", "0");
    try (TestLedger ledger = new TestLedger(dir, policy("w"))) {
      assertThat(ledger.open.directory().writer().readOnlyReason().orElse(""))
          .contains("the quorum w must have said", "refuses the proof of growth");
    } finally {
      System.clearProperty("laneledger.witnesses.patience");
    }
  }
}
