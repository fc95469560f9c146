package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.storage.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database server that is killed under a ledger, and comes back. */
final class DatabaseOutageTest {
  @TempDir Path temporary;

  @Test
  void whileTheDatabaseIsGoneTheLedgerSaysSoAndLaterItGoesOn() throws Exception {
    EmbeddedPostgres first = PostgresServer.start(temporary.resolve("data"), 0);
    String url = first.getJdbcUrl("postgres", "postgres");
    try (RunningLedger ledger = serve(url)) {
      Wire wire = new Wire(ledger.url().getPort());
      Wire.Answer before = post(wire, "before");
      assertThat(before.status()).as(before.text()).isEqualTo(201);

      PostgresServer.kill(temporary.resolve("data"));
      first.close();
      Wire.Answer gone = post(wire, "lost").isProblem(503, "UNAVAILABLE");
      assertThat(gone.header("Retry-After")).isEqualTo("1");
      assertThat(gone.text()).doesNotContain("localhost", "jdbc");
      wire.get(token("operator"), "/v1/events/0").isProblem(503, "UNAVAILABLE");

      try (EmbeddedPostgres again =
          PostgresServer.start(temporary.resolve("data"), first.getPort())) {
        await().atMost(Duration.ofSeconds(30)).until(() -> post(wire, "lost").status() == 201);
        assertThat(post(wire, "before").json().path("receipts"))
            .isEqualTo(before.json().path("receipts"));
        assertThat(again.getPort()).isEqualTo(first.getPort());
        ledger.close();
      }
    }
  }

  private RunningLedger serve(String url) {
    return LedgerApplication.start(ServeOptions.onFreePort(temporary.resolve("node")).on(url));
  }

  private Wire.Answer post(Wire wire, String program) throws IOException {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"register\",\"source\":\"/programs/%s\","
                .formatted(program)
            + "\"type\":\"dev.laneledger.program.registered.v1\","
            + "\"data\":{\"program\":\"%s\",\"title\":\"t\"}}".formatted(program);
    return wire.post(token("owner"), "/v1/events", "application/cloudevents+json", event);
  }

  private String token(String name) throws IOException {
    return Files.readString(temporary.resolve("node/tokens").resolve(name)).strip();
  }
}
