package dev.laneledger.app.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Signature;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an owner redacts is gone from the disk with the entry that says so, and stays away. */
final class BlobRedactionTest {
  private static final String MARK = "Anna-Maria 4711;";

  @TempDir private Path directory;

  /** Bytes of that length, full of what has to go. */
  private static byte[] personal(int length) {
    return MARK.repeat(length / MARK.length() + 1).substring(0, length).getBytes(UTF_8);
  }

  private static PendingEvent redaction(Hash blob) {
    LedgerData.BlobRedacted data =
        new LedgerData.BlobRedacted(blob, "o", "asked for", new Signature("0", "AA=="));
    EventDraft draft =
        EventDraft.of(
            LedgerData.BlobRedacted.id(blob), StreamId.LEDGER, EventType.BLOB_REDACTED, data);
    return new PendingEvent(draft, "owner:default", PendingEvent.NEXT);
  }

  private static long redact(LedgerDirectory ledger, Hash blob) {
    return ledger.writer().append(AppendRequest.of(redaction(blob))).getFirst().seq();
  }

  private static void others(LedgerDirectory ledger, int from) {
    for (int i = from; i < from + 40; i++) {
      ledger.blobs().put(("other evidence " + i + " ").repeat(i).getBytes(UTF_8));
    }
  }

  private boolean onDisk() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(MARK)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void ofAFileNoByteIsLeftAndTheOthersStay() throws IOException {
    try (LedgerDirectory ledger = Ledgers.withGenesis(directory)) {
      others(ledger, 1);
      Hash small = ledger.blobs().put(personal(300));
      Hash large = ledger.blobs().put(personal(200_000));
      others(ledger, 41);
      assertThat(onDisk()).isTrue();

      redact(ledger, small);
      long seq = redact(ledger, large);

      assertThat(onDisk()).isFalse();
      assertThat(ledger.blobs().get(small)).isEmpty();
      assertThat(ledger.blobs().redaction(large)).hasValue(seq);
      assertThat(ledger.reader().blobs()).hasSize(80);
      Ledgers.verify(ledger.reader());
    }
    assertThat(onDisk()).isFalse();
  }

  @Test
  void aReaderWhoStillReadsOnlyPutsItOff() throws Exception {
    try (LedgerDirectory ledger = Ledgers.withGenesis(directory)) {
      Hash blob = ledger.blobs().put(personal(100_000));
      try (Session reading = new Session(Sqlite.reader(directory.resolve("ledger.db")))) {
        reading.execute("BEGIN");
        reading.first("SELECT count(*) FROM blob", row -> row.getLong(1));
        redact(ledger, blob);
        assertThat(ledger.blobs().get(blob)).isEmpty();
        reading.execute("COMMIT");
      }
      ledger.blobs().put("later".getBytes(UTF_8));
      assertThat(onDisk()).isFalse();
    }
  }

  @Test
  void whatWasRedactedIsNotKeptAgain() {
    try (LedgerDirectory ledger = Ledgers.withGenesis(directory)) {
      notKeptAgain(ledger);
    }
    try (LedgerDirectory ledger = LedgerDirectory.open(directory, Ledgers.CLOCK)) {
      refused(ledger, personal(1_000));
    }
  }

  @Test
  void inPostgreSqlTheRowIsGoneAndStaysAwayForEveryNode() {
    SharedDatabase shared = SharedDatabase.of(PostgresServer.newDatabase());
    try (LedgerDirectory one =
            LedgerDirectory.open(directory.resolve("one"), shared, InstantSource.system());
        LedgerDirectory other =
            LedgerDirectory.open(directory.resolve("other"), shared, InstantSource.system())) {
      one.writer().append(AppendRequest.of(Ledgers.genesis()));
      notKeptAgain(one);
      refused(other, personal(1_000));
      assertThat(other.blobs().get(Hash.sha256(personal(1_000)))).isEmpty();
      assertThat(other.blobs().redaction(Hash.sha256(personal(1_000)))).hasValue(1L);
      Ledgers.verify(other.reader());
    }
  }

  @Test
  void noOtherEventUnderThatIdKeepsABlobAway() {
    try (LedgerDirectory ledger = Ledgers.withGenesis(directory)) {
      Hash blob = Hash.sha256(personal(10));
      EventDraft other =
          EventDraft.of(
              LedgerData.BlobRedacted.id(blob),
              StreamId.LEDGER,
              EventType.PRINCIPAL_REVOKED,
              new LedgerData.PrincipalRevoked("lane:x", "r"));
      ledger
          .writer()
          .append(AppendRequest.of(new PendingEvent(other, "admin:a", PendingEvent.NEXT)));

      assertThat(ledger.blobs().put(personal(10))).isEqualTo(blob);
      assertThat(ledger.blobs().redaction(blob)).isEmpty();
    }
  }

  private static void notKeptAgain(LedgerDirectory ledger) {
    Hash blob = ledger.blobs().put(personal(1_000));
    redact(ledger, blob);
    refused(ledger, personal(1_000));
    assertThat(ledger.blobs().keep(personal(1_000))).isEqualTo(blob);
    assertThat(ledger.blobs().get(blob)).isEmpty();
  }

  private static void refused(LedgerDirectory ledger, byte[] bytes) {
    BlobRefusedException refused =
        catchThrowableOfType(BlobRefusedException.class, () -> ledger.blobs().put(bytes));
    assertThat(refused.code()).isEqualTo(ReasonCode.BLOB_REDACTED);
    assertThat(refused).hasMessageContaining(Hash.sha256(bytes).hex());
  }
}
