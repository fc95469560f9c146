package dev.laneledger.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.readmodel.LedgerReadModel;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.projections.replay.Replay;
import dev.laneledger.projections.replay.ReplayReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger that was recorded once, and is never recorded anew: the demonstration of 2026-11-23.
 * Whatever becomes of the program, it must reach the same hashes, verdicts, states and packet.
 */
final class RecordedLedgerTest {
  @TempDir Path dir;

  @BeforeEach
  void unpack() throws IOException {
    try (InputStream packed = new GZIPInputStream(recorded("ledger.db.gz"));
        InputStream checkpoint = recorded("checkpoint")) {
      Files.copy(packed, dir.resolve("ledger.db"));
      Files.copy(checkpoint, dir.resolve("checkpoint"));
    }
  }

  private static InputStream recorded(String name) {
    return Objects.requireNonNull(
        RecordedLedgerTest.class.getResourceAsStream("/recorded/laneledger-1/" + name));
  }

  private ReplayReport replay() throws IOException {
    try (InputStream key = recorded("ledger.vkey");
        OfflineLedger ledger = OfflineLedger.directory(dir)) {
      VerifierKey pinned = VerifierKey.parse(new String(key.readAllBytes(), UTF_8).strip());
      return Replay.of(ledger, pinned);
    }
  }

  @Test
  void everyVerdictStateAndPacketIsReachedAgain() throws IOException {
    ReplayReport report = replay();
    assertThat(report.findings()).isEmpty();
    assertThat(report.bytes().size()).isEqualTo(78);
  }

  @Test
  void aServerGoesOnWithIt() throws IOException {
    try (LedgerDirectory ledger = LedgerDirectory.open(dir, Clock.systemUTC());
        LedgerReadModel model = LedgerReadModel.start(ledger)) {
      assertThat(model.queries().view().size()).isEqualTo(78);
    }
    assertThat(replay().findings()).isEmpty();
  }
}
