package dev.laneledger.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.EntryListener;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.PostgresServer;
import dev.laneledger.app.storage.SharedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever changes a row of a database that nodes share is found out, and told as row by row. */
final class SharedDetectionTest {
  private static final Pins KEY = Pins.of(KeptLedger.LOG_KEY.verifierKey());
  private static final int SIZE = 1_100; // more than one range
  private static final String UNCONSTRAINED =
      "ALTER TABLE entry DROP CONSTRAINT entry_pkey, DROP CONSTRAINT entry_stream_id_key,"
          + " DROP CONSTRAINT entry_stream_streamseq_key; ";

  @TempDir static Path node;
  private static String untouched = "";

  @BeforeAll
  static void makeALedger() throws IOException {
    untouched = PostgresServer.newDatabase();
    try (LedgerDirectory ledger =
        LedgerDirectory.open(node, SharedDatabase.of(untouched), () -> KeptLedger.TIME)) {
      ledger.blobs().put(KeptLedger.BLOB);
      KeptLedger.grow(ledger, SIZE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE entry SET stream = stream + 1 WHERE seq = 7",
        "UPDATE entry SET streamseq = streamseq + 5000 WHERE seq = 1050",
        "UPDATE entry SET streamseq = streamseq + 5000 WHERE seq >= 1050",
        "UPDATE entry SET id = 'another' WHERE seq = 7",
        "UPDATE entry SET id = id || 'x' WHERE seq = 7",
        "UPDATE entry SET id = left(id, -1) || chr(233) WHERE seq = 7",
        "UPDATE entry SET id = '' WHERE seq = 7",
        "UPDATE entry SET record = set_byte(record, 3, 255 - get_byte(record, 3)) WHERE seq = 7",
        "UPDATE entry SET record = set_byte(record, 40, 255 - get_byte(record, 40)) WHERE seq = 8",
        "UPDATE entry SET record = set_byte(record, 70, 255 - get_byte(record, 70)) WHERE seq = 9",
        "UPDATE entry SET record = set_byte(record, 300, 35) WHERE seq = 1098",
        "UPDATE entry SET record = substr(record, 1, 70) WHERE seq = 9",
        "UPDATE entry SET record = '' WHERE seq = 0",
        "DELETE FROM entry WHERE seq = 1050",
        "DELETE FROM entry WHERE seq = 0",
        "DELETE FROM entry WHERE seq >= 1024",
        "DELETE FROM entry",
        "UPDATE entry SET seq = 5000 WHERE seq = 7",
        "UPDATE entry SET seq = -1 WHERE seq = 7",
        "ALTER TABLE entry DROP CONSTRAINT entry_pkey; UPDATE entry SET seq = 8 WHERE seq = 7",
        UNCONSTRAINED + "INSERT INTO entry SELECT * FROM entry WHERE seq IN (7, 1023)",
        UNCONSTRAINED + "INSERT INTO entry SELECT * FROM entry WHERE seq = 999",
        "ALTER TABLE entry ALTER streamseq DROP NOT NULL;"
            + " UPDATE entry SET streamseq = NULL WHERE seq = 7",
        "ALTER TABLE entry ALTER stream DROP NOT NULL;"
            + " UPDATE entry SET stream = NULL WHERE seq = 7",
        "ALTER TABLE entry ALTER id DROP NOT NULL; UPDATE entry SET id = NULL WHERE seq = 7",
        "ALTER TABLE entry ALTER record DROP NOT NULL;"
            + " UPDATE entry SET record = NULL WHERE seq = 7",
        "UPDATE stream SET path = '/programs/OTHER' WHERE key = (SELECT max(key) FROM stream)",
        "DELETE FROM stream WHERE key = 0",
        "UPDATE blob SET bytes = 'other'"
      })
  void a_change_of_a_row_is_found(String change) {
    try (OfflineLedger ledger = changed(change)) {
      VerificationReport found = verified(ledger, 2);
      assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
      assertThat(found).isEqualTo(verified(ledger, 1)).isEqualTo(verified(new InTurn(ledger), 1));
    }
  }

  /** What is kept counts, not how. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "ALTER TABLE entry ALTER record SET STORAGE MAIN; UPDATE entry SET seq = seq",
        "ALTER TABLE entry ADD COLUMN more text DEFAULT 'more'",
        "DROP VIEW stream_entry, stream_id; ALTER TABLE entry ALTER seq TYPE integer"
      })
  void rows_that_say_the_same_are_good(String change) {
    try (OfflineLedger ledger = changed(change)) {
      assertThat(verified(ledger, 2).findings()).isEmpty();
      assertThat(verified(ledger, 2)).isEqualTo(verified(new InTurn(ledger), 1));
    }
  }

  @Test
  void ranges_are_what_is_there() {
    try (OfflineLedger ledger = OfflineLedger.shared(node, untouched)) {
      assertThat(ledger.ranges().orElseThrow().size()).isEqualTo(SIZE);
      assertThat(verified(ledger, 1).size()).isEqualTo(SIZE);
    }
  }

  private static OfflineLedger changed(String change) {
    String changed = PostgresServer.copy(untouched);
    PostgresServer.execute(changed, change);
    return OfflineLedger.shared(node, changed);
  }

  private static VerificationReport verified(LedgerMaterial ledger, int threads) {
    return LedgerVerifier.verify(ledger, KEY, EntryListener.NONE, threads);
  }

  /** A ledger that is read row by row. */
  private record InTurn(OfflineLedger ledger) implements LedgerMaterial {
    @Override
    public void entries(Consumer<StoredEntry> sink) {
      ledger.entries(sink);
    }

    @Override
    public Optional<byte[]> checkpoint() {
      return ledger.checkpoint();
    }

    @Override
    public void blobs(Consumer<Hash> sink) {
      ledger.blobs(sink);
    }

    @Override
    public Optional<byte[]> blob(Hash sha256) {
      return ledger.blob(sha256);
    }
  }
}
