package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.config.OutsideChecks;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.witness.WitnessServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class WitnessWireTest {
  @TempDir Path temporary;

  @Test
  void everyPrincipalSeesWhoElseHasSeenTheCheckpoint() throws Exception {
    Path dir = Files.createDirectory(temporary.resolve("ledger"));
    VerifierKey log =
        LedgerSecrets.readOrCreate(dir, "ledger.example/a", List.of()).logKey().verifierKey();
    try (WitnessServer witness =
        WitnessServer.start(temporary.resolve("w"), "w.example/1", List.of(log), "127.0.0.1", 0)) {
      String key = witness.verifierKey().encode();
      Path policy =
          Files.writeString(
              temporary.resolve("policy"),
              "witness w %s %s\nquorum w\n".formatted(key, witness.url()));
      ServeOptions options =
          ServeOptions.onFreePort(dir).with(new OutsideChecks(null, policy, null));
      try (LedgerServer server = new LedgerServer(options)) {
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> !witnesses(server).path("witnessed").isNull());
        JsonNode seen = witnesses(server);
        assertThat(seen.path("quorum").asString()).isEqualTo("w");
        assertThat(seen.at("/witnessed/size").asLong()).isEqualTo(6);
        SignedNote note = SignedNote.parse(seen.at("/witnessed/note").asString());
        assertThat(note.verify(List.of(log, witness.verifierKey())).verified()).hasSize(2);
        assertThat(seen.path("witnesses")).hasSize(1);
        assertThat(seen.at("/witnesses/0/key").asString()).isEqualTo(key);
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> witnesses(server).at("/witnesses/0/size").asLong() == 6);
        assertThat(witnesses(server).at("/witnesses/0/time").asString()).endsWith("Z");
        assertThat(witnesses(server).at("/witnesses/0/error").isNull()).isTrue();
        assertThat(server.wire.get("", "/v1/witnesses").status()).isEqualTo(401);
      }
    }
  }

  private static JsonNode witnesses(LedgerServer server) {
    return server.get("lane", "/v1/witnesses").json();
  }
}
