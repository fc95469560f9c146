package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.app.command.RequestRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointsTest {
  @TempDir Path dir;

  private static Checkpoint current(TestLedger ledger) {
    return Checkpoint.of(
        SignedNote.parse(ledger.open.checkpoints().current())
            .verify(List.of(ledger.open.secrets().logKey().verifierKey())));
  }

  @Test
  void theHeadIsSignedWithinASecondAndKept() throws IOException {
    try (TestLedger ledger = new TestLedger(dir)) {
      ledger.append(TestLedger.OWNER, TestLedger.program());
      await().atMost(Duration.ofSeconds(10)).until(() -> current(ledger).size() >= 7);
      Checkpoint checkpoint = current(ledger);
      assertThat(checkpoint.root())
          .isEqualTo(MerkleTree.root(checkpoint.size(), ledger.open.directory().reader().hashes()));
    }
    String kept = Files.readString(dir.resolve("checkpoint"));
    try (TestLedger again = new TestLedger(dir)) {
      assertThat(again.open.checkpoints().current()).isEqualTo(kept);
    }
  }

  @Test
  void aDatabaseThatLostWhatWasSignedIsReadOnly() throws IOException {
    new TestLedger(dir).close();
    Path saved = dir.resolve("saved.db");
    Files.copy(dir.resolve("ledger.db"), saved);
    try (TestLedger ledger = new TestLedger(dir)) {
      ledger.append(TestLedger.OWNER, TestLedger.program());
    }
    Files.deleteIfExists(dir.resolve("ledger.db-wal"));
    Files.deleteIfExists(dir.resolve("ledger.db-shm"));
    Files.move(saved, dir.resolve("ledger.db"), StandardCopyOption.REPLACE_EXISTING);
    try (TestLedger restored = new TestLedger(dir)) {
      RequestRefusedException refused =
          catchThrowableOfType(
              RequestRefusedException.class,
              () -> restored.append(TestLedger.OWNER, TestLedger.program()));
      assertThat(refused.code()).isEqualTo("READ_ONLY");
      assertThat(refused).hasMessageContaining("entries were lost");
      assertThat(restored.open.directory().reader().size()).isEqualTo(6);
      assertThatThrownBy(() -> restored.open.tree().size())
          .hasMessageContaining("must hold what its checkpoint covers");
    }
  }
}
