package dev.laneledger.app.storage;

import static dev.laneledger.app.storage.Ledgers.event;
import static dev.laneledger.app.storage.Ledgers.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.ConsistencyProof;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.merkle.InclusionProof;
import dev.laneledger.api.merkle.MerkleTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerDirectoryTest {
  private static final StreamId A = stream("A");

  @TempDir Path temporary;

  @Test
  void aNewDirectoryIsForItsOwnerOnly() throws IOException {
    Path directory = temporary.resolve("deep/ledger");
    LedgerDirectory.open(directory, Ledgers.CLOCK).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  void aSecondOpenIsRefusedUntilTheFirstIsClosed() {
    LedgerDirectory first = LedgerDirectory.open(temporary, Ledgers.CLOCK);
    assertThatThrownBy(() -> LedgerDirectory.open(temporary, Ledgers.CLOCK))
        .isInstanceOf(LedgerUnusableException.class)
        .hasMessageContaining("must be open in one process only");
    first.close();
    LedgerDirectory.open(temporary, Ledgers.CLOCK).close();
  }

  @Test
  void aReopenedLedgerIsTheSameAndGoesOn() {
    Head before;
    try (LedgerDirectory ledger = Ledgers.withGenesis(temporary)) {
      fill(ledger, 0, 37);
      before = ledger.reader().head();
    }
    try (LedgerDirectory ledger = LedgerDirectory.open(temporary, Ledgers.CLOCK)) {
      assertThat(ledger.reader().head()).isEqualTo(before);
      fill(ledger, 37, 5);
      Ledgers.verify(ledger.reader());
      assertThat(ledger.reader().size()).isEqualTo(43);
    }
  }

  @ParameterizedTest(name = "of a database that nodes share: {0}")
  @ValueSource(booleans = {false, true})
  void everySubtreeIsOneRowAwayAndEveryProofVerifies(boolean shared) {
    try (LedgerDirectory ledger = shared ? shared() : Ledgers.withGenesis(temporary)) {
      fill(ledger, 0, 299);
      List<Hash> leaves = Ledgers.all(ledger.reader()).stream().map(Entry::leaf).toList();
      HashReader stored = ledger.reader().hashes();
      for (int level = 0; level <= 8; level++) {
        for (long index = 0; (index + 1) << level <= 300; index++) {
          assertThat(stored.hash(level, index))
              .isEqualTo(MerkleTree.over(leaves).hash(level, index));
        }
      }
      Map<Long, Hash> roots = new TreeMap<>();
      for (int size = 1; size <= 300; size++) {
        roots.put((long) size, MerkleTree.rootOf(leaves.subList(0, size)));
      }
      LedgerReader reader = ledger.reader();
      roots.forEach((size, root) -> assertThat(reader.root(size)).isEqualTo(root));
      roots.forEach((size, root) -> proofsVerify(reader, leaves, size, root));
      roots.forEach((size, root) -> {
        ConsistencyProof grown =
            reader.fromHashes(read -> MerkleTree.proveConsistency(size, 300, read));
        assertThat(grown.verify(root, roots.get(300L))).isTrue();
      });
      assertThat(reader.hashes(1, 3, 100)).hasSize(100).startsWith(stored.hash(1, 3));
      assertThatThrownBy(() -> reader.root(301)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> reader.hashes(0, 299, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("entry 300 does not exist");
    }
  }

  private LedgerDirectory shared() {
    SharedDatabase database = SharedDatabase.of(PostgresServer.newDatabase());
    LedgerDirectory ledger = LedgerDirectory.open(temporary, database, Ledgers.CLOCK);
    ledger.writer().append(AppendRequest.of(Ledgers.genesis()));
    return ledger;
  }

  private static void proofsVerify(LedgerReader reader, List<Hash> leaves, long size, Hash root) {
    long step = size < 300 ? 17 : 1; // every index of the whole, some of each prefix
    for (long index = 0; index < size; index += step) {
      long of = index;
      InclusionProof proof = reader.fromHashes(read -> MerkleTree.prove(of, size, read));
      assertThat(proof.verify(leaves.get((int) of), root)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          UPDATE entry SET record = CAST(zeroblob(32) || substr(record, 33) AS BLOB) WHERE seq = 7 ! leaf
          UPDATE entry SET record = CAST(substr(record, 1, 32) || zeroblob(32) || substr(record, 65) AS BLOB) \
          WHERE seq = 7 ! chain
          UPDATE entry SET record = CAST(substr(record, 1, 96) || zeroblob(32) || substr(record, 129) AS BLOB) \
          WHERE seq = 7 ! node of level 2
          DELETE FROM entry WHERE seq = 6 ! missing
          DELETE FROM stream_entry WHERE seq = 7 ! streamseq
          """)
  void anEndThatDoesNotFitTogetherIsReadButNotWritten(String damage, String reason)
      throws Exception {
    try (LedgerDirectory ledger = Ledgers.withGenesis(temporary)) {
      fill(ledger, 0, 7);
    }
    damage(damage);
    try (LedgerDirectory ledger = LedgerDirectory.open(temporary, Ledgers.CLOCK)) {
      assertThat(ledger.writer().readOnlyReason()).get().asString().contains(reason);
      assertThatThrownBy(() -> fill(ledger, 7, 1)).isInstanceOf(LedgerReadOnlyException.class);
      assertThat(ledger.reader().size()).isEqualTo(8);
    }
  }

  @Test
  void aNewerSchemaIsRefused() throws Exception {
    Ledgers.withGenesis(temporary).close();
    damage(
        "INSERT INTO flyway_schema_history SELECT 99, '99', 'newer', type, 'V99__newer.sql', 1,"
            + " installed_by, installed_on, 1, 1 FROM flyway_schema_history");
    assertThatThrownBy(() -> LedgerDirectory.open(temporary, Ledgers.CLOCK))
        .isInstanceOf(LedgerUnusableException.class)
        .hasMessageContaining("schema version 99")
        .hasMessageContaining("use the one that wrote it");
  }

  @Test
  void aFileThatIsNoLedgerIsRefused() throws IOException {
    Files.writeString(
        temporary.resolve("ledger.db"), "no database at all, but long enough".repeat(9));
    assertThatThrownBy(() -> LedgerDirectory.open(temporary, Ledgers.CLOCK))
        .isInstanceOf(LedgerUnusableException.class);
  }

  @Test
  void readingADirectoryChangesNoFileInIt() throws IOException {
    try (LedgerDirectory ledger = Ledgers.withGenesis(temporary)) {
      fill(ledger, 0, 50);
      Head head = ledger.reader().head();
      Map<String, Hash> before = files(temporary);
      try (LedgerSnapshot snapshot = LedgerDirectory.read(temporary)) {
        assertThat(snapshot.reader().head()).isEqualTo(head);
        Ledgers.verify(snapshot.reader());
      }
      assertThat(before).containsKey("ledger.db-wal").isEqualTo(files(temporary));
    }
    Map<String, Hash> closed = files(temporary);
    try (LedgerSnapshot snapshot = LedgerDirectory.read(temporary)) {
      assertThat(snapshot.reader().size()).isEqualTo(51);
    }
    assertThat(files(temporary)).doesNotContainKey("ledger.db-wal").isEqualTo(closed);
  }

  @Test
  void aSnapshotTakenWhileSomebodyWritesVerifies() throws Exception {
    try (LedgerDirectory ledger = Ledgers.withGenesis(temporary)) {
      AtomicBoolean enough = new AtomicBoolean();
      Thread writing =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; !enough.get(); i += 10) {
                  fill(ledger, i, 10);
                }
              });
      long size = 0;
      for (int round = 0; round < 5; round++) {
        try (LedgerSnapshot snapshot = LedgerDirectory.read(temporary)) {
          assertThat(snapshot.reader().size()).isGreaterThanOrEqualTo(size);
          size = snapshot.reader().size();
          Ledgers.verify(snapshot.reader());
        }
      }
      enough.set(true);
      writing.join();
    }
  }

  @Test
  void thereIsNothingToReadInAnEmptyDirectory() {
    assertThatThrownBy(() -> LedgerDirectory.read(temporary))
        .isInstanceOf(LedgerUnusableException.class)
        .hasMessageContaining("must hold ledger.db");
  }

  private static void fill(LedgerDirectory ledger, int from, int count) {
    List<PendingEvent> events = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      events.add(event(A, "e" + i, i));
    }
    ledger.writer().append(AppendRequest.of(events.toArray(PendingEvent[]::new)));
  }

  private void damage(String sql) throws Exception {
    try (Session session = new Session(Sqlite.writer(temporary.resolve("ledger.db")))) {
      session.execute(sql);
    }
  }

  private static Map<String, Hash> files(Path directory) throws IOException {
    Map<String, Hash> files = new TreeMap<>();
    try (var list = Files.list(directory)) {
      for (Path file : list.toList()) {
        files.put(file.getFileName().toString(), Hash.sha256(Files.readAllBytes(file)));
      }
    }
    return files;
  }
}
