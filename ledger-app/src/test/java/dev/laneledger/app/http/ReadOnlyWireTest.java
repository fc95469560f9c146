package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose signed head is not the one that it signed. */
class ReadOnlyWireTest {
  @TempDir private Path dir;

  @Test
  void nothing_is_written_until_an_operator_has_looked_at_it_but_everything_can_be_read()
      throws IOException {
    new LedgerServer(dir).close();
    Files.writeString(dir.resolve("checkpoint"), "spoiled\n");

    try (LedgerServer server = new LedgerServer(dir)) {
      Wire.Answer answer = server.append("owner", LedgerServer.ONE, LedgerServer.program("P"));

      assertThat(answer.isProblem(503, "READ_ONLY").header("Retry-After")).isEqualTo("1");
      assertThat(server.get("auditor", "/v1/events/0").status()).isEqualTo(200);
      assertThat(server.wire.get("", "/actuator/health/readiness").status()).isEqualTo(503);
      assertThat(server.wire.get("", "/actuator/health/liveness").status()).isEqualTo(200);
    }
  }
}
