package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.verify.TimestampCheck.Outcome;
import dev.laneledger.app.publish.TimestampState;
import dev.laneledger.app.publish.Timestamps;
import dev.laneledger.app.signing.TestAuthority;
import dev.laneledger.app.signing.TimestampTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real ledger, and an authority over HTTP. */
final class TimestampedLedgerTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path temporary;

  private static TimestampState state(TestLedger ledger) {
    return ledger.open.timestamps().orElseThrow().state();
  }

  private static OutsideChecks asking(
      TestAuthority authority, TimestampTrust trust, Duration every) {
    return new OutsideChecks(null, null, new Timestamps.Authority(authority.url(), trust, every));
  }

  private static Hash digest(TestLedger ledger, long size) {
    Hash root = MerkleTree.root(size, ledger.open.directory().reader().hashes());
    String origin = ledger.open.secrets().logKey().name();
    return Hash.sha256(new Checkpoint(origin, size, root).text().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void checkpointsAreTimestampedAndTheTokensKept() throws Exception {
    Path dir = temporary.resolve("ledger");
    try (TestAuthority authority = new TestAuthority()) {
      TimestampTrust trust =
          TimestampTrust.read(authority.certificates(temporary.resolve("root.pem")));
      try (TestLedger ledger = new TestLedger(dir, asking(authority, trust, Duration.ZERO))) {
        await().atMost(SOON).until(() -> state(ledger).size() == 6);
        ledger.append(TestLedger.OWNER, TestLedger.program());
        await().atMost(SOON).until(() -> state(ledger).size() == 7);
        for (long size : new long[] {6, 7}) {
          byte[] token = Files.readAllBytes(dir.resolve("timestamps/" + size + ".tsr"));
          assertThat(trust.check(token, digest(ledger, size))).isInstanceOf(Outcome.Good.class);
        }
      }
      try (TestLedger again = new TestLedger(dir, asking(authority, trust, Duration.ofHours(1)))) {
        assertThat(state(again)).isEqualTo(new TimestampState(authority.url(), 7, null));
        again.append(TestLedger.OWNER, TestLedger.pin("p", "p.md"));
        await()
            .atMost(SOON)
            .until(() -> again.open.checkpoints().newest().orElseThrow().checkpoint().size() == 8);
        assertThat(state(again).size()).isEqualTo(7); // one an hour is enough
      }
    }
  }

  @Test
  void anAuthorityThatFailsOrIsNotTrustedHoldsNothingUp() throws Exception {
    try (TestAuthority authority = new TestAuthority();
        TestAuthority trusted = new TestAuthority()) {
      TimestampTrust trust =
          TimestampTrust.read(trusted.certificates(temporary.resolve("root.pem")));
      Path first = temporary.resolve("first");
      try (TestLedger ledger = new TestLedger(first, asking(authority, trust, Duration.ZERO))) {
        await().atMost(SOON).until(() -> state(ledger).error() != null);
        assertThat(state(ledger).error()).contains("no trusted certificate vouches");
        ledger.append(TestLedger.OWNER, TestLedger.program());
      }
      authority.status = 503;
      Path second = temporary.resolve("second");
      try (TestLedger ledger = new TestLedger(second, asking(authority, null, Duration.ZERO))) {
        await().atMost(SOON).until(() -> state(ledger).error() != null);
        assertThat(state(ledger).error()).contains("answers 503");
        ledger.append(TestLedger.OWNER, TestLedger.program());
      }
      assertThat(tokens(first)).isZero();
      assertThat(tokens(second)).isZero();
    }
  }

  private static long tokens(Path dir) throws IOException {
    try (var files = Files.list(dir.resolve("timestamps"))) {
      return files.count();
    }
  }
}
