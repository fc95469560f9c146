package dev.laneledger.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.verify.Verdict;
import dev.laneledger.app.storage.LedgerDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger that is being served is verified as its database has it, not as the server knows it. */
class SelfVerificationTest {
  private static final int SIZE = 1_100; // more than one span

  @TempDir private Path dir;

  @BeforeEach
  void create() throws IOException {
    KeptLedger.create(dir, 1, 1);
  }

  @Test
  void a_ledger_as_it_was_written_is_good() throws IOException {
    try (LedgerDirectory ledger = served()) {
      SelfVerification.Result result = verification(ledger).run();

      assertThat(result.report().findings()).isEmpty();
      assertThat(result.report().size()).isEqualTo(SIZE);
      assertThat(result.isGood()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "substr(record, 1, 150) || x'00' || substr(record, 152)", // the entry
        "zeroblob(32) || substr(record, 33)", // its leaf hash
        "substr(record, 1, 32) || zeroblob(32) || substr(record, 65)", // its chain hash
        "substr(record, 1, 64) || zeroblob(32) || substr(record, 97)", // the root over two
        "x'00'"
      })
  void what_changes_beneath_it_is_found(String record) throws Exception {
    try (LedgerDirectory ledger = served()) {
      TamperedRows.sql(
          dir, "UPDATE entry SET record = CAST(" + record + " AS BLOB) WHERE seq = 1053");

      SelfVerification.Result result = verification(ledger).run();

      assertThat(result.report().verdict()).isEqualTo(Verdict.TAMPERED);
      assertThat(result.report().findings().getFirst().seq()).isEqualTo(1053);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"seq = 7", "seq < 1024", "seq BETWEEN 1024 AND 1098"}) // whole spans
  void entries_that_are_gone_are_found(String gone) throws Exception {
    try (LedgerDirectory ledger = served()) {
      TamperedRows.sql(dir, "DELETE FROM entry WHERE " + gone);

      assertThat(verification(ledger).run().isGood()).isFalse();
    }
  }

  @Test
  void a_server_that_stops_does_not_wait_for_it() throws IOException {
    try (LedgerDirectory ledger = served()) {
      SelfVerification verification = verification(ledger);
      Thread.currentThread().interrupt();

      assertThatThrownBy(verification::run).hasMessage("the server is stopping");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private LedgerDirectory served() throws IOException {
    LedgerDirectory ledger = LedgerDirectory.open(dir, () -> KeptLedger.TIME);
    KeptLedger.grow(ledger, SIZE);
    return ledger;
  }

  private SelfVerification verification(LedgerDirectory ledger) {
    return new SelfVerification(
        ledger.reader(),
        () -> Optional.of(read(dir.resolve("checkpoint"))),
        KeptLedger.LOG_KEY.verifierKey(),
        () -> KeptLedger.TIME);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
