package dev.laneledger.app.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.hash.Hash;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobStoreTest {
  private static final byte[] EVIDENCE = "evidence".getBytes(UTF_8);
  private static final Hash DIGEST = Hash.sha256(EVIDENCE);

  @TempDir Path directory;
  private LedgerDirectory ledger;

  @BeforeEach
  void create() {
    ledger = Ledgers.withGenesis(directory);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aBlobIsFoundByItsDigestAfterAReopen() throws Exception {
    assertThat(ledger.blobs().get(DIGEST)).isEmpty();
    assertThat(ledger.blobs().put(EVIDENCE)).isEqualTo(DIGEST);
    ledger.blobs().put(DIGEST, new ByteArrayInputStream(EVIDENCE));
    ledger.close();
    ledger = LedgerDirectory.open(directory, Ledgers.CLOCK);
    assertThat(ledger.blobs().get(DIGEST)).hasValue(EVIDENCE);
    try (LedgerSnapshot snapshot = LedgerDirectory.read(directory)) {
      assertThat(snapshot.reader().blob(DIGEST)).hasValue(EVIDENCE);
    }
  }

  @Test
  void bytesOfAnotherDigestAreRefused() {
    Hash other = Hash.sha256(new byte[0]);
    BlobRefusedException refused =
        catchThrowableOfType(BlobRefusedException.class, () -> ledger.blobs().put(other, EVIDENCE));
    assertThat(refused.code()).isEqualTo(ReasonCode.DIGEST_MISMATCH);
    assertThat(refused).hasMessageContaining(other.hex()).hasMessageContaining(DIGEST.hex());
    assertThat(ledger.blobs().get(other)).isEmpty();
  }

  @Test
  void aBlobOfTheGreatestLengthIsKeptAndALongerOneRefused() throws Exception {
    byte[] longest = new byte[BlobStore.MAX_BYTES];
    assertThat(ledger.blobs().get(ledger.blobs().put(longest))).hasValue(longest);
    byte[] longer = new byte[BlobStore.MAX_BYTES + 1];
    BlobRefusedException refused =
        catchThrowableOfType(
            BlobRefusedException.class,
            () -> ledger.blobs().put(Hash.sha256(longer), new ByteArrayInputStream(longer)));
    assertThat(refused.code()).isEqualTo(ReasonCode.BODY_TOO_LARGE);
  }

  @Test
  void anAlteredBlobIsNotHandedOut() throws Exception {
    ledger.blobs().put(EVIDENCE);
    try (Session session = new Session(Sqlite.writer(directory.resolve("ledger.db")))) {
      session.execute("UPDATE blob SET bytes = x'00'");
    }
    assertThatThrownBy(() -> ledger.blobs().get(DIGEST))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was altered");
  }
}
