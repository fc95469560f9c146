package dev.laneledger.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.Entry;
import dev.laneledger.app.cli.ServedLedger;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is asked to end (SIGTERM) while clients append to it, one event or many at a time,
 * and while somebody follows its stream.
 */
final class ShutdownTest {
  private static final int ENDED = 128 + 15;
  private static final int PATIENCE_SECONDS = 60;
  private static final int ROUNDS = 3;

  @TempDir Path temporary;

  @Test
  void whatIsInFlightIsAnsweredOrRefusedAndNothingIsInWithoutAnAnswer() throws Exception {
    RigLedger ledger = new RigLedger(temporary);
    RigClients clients = new RigClients(16, new RigClients.Habits("P-", 20, 0, false, 1));
    RigReaders readers = new RigReaders(1, clients::highest);
    for (int round = 1; round <= ROUNDS; round++) {
      ServedLedger served = ledger.serve();
      readers.begin(served.url(), Files.readString(ledger.dir().resolve("tokens/auditor")).strip());
      clients.begin(served.url(), ledger.token(), 100).await();

      served.process().destroy();
      assertThat(served.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(served.process().exitValue()).isEqualTo(ENDED);

      clients.join();
      readers.join();
      assertThat(clients.takeRefused())
          .allSatisfy(refused -> {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.retryAfter()).isNotEmpty();
          });
      assertThat(written(ledger)).isEqualTo(answered(clients));
      ledger.check(clients);
    }
    assertThat(readers.faults()).isEmpty();
    ledger.checkAttested(clients);
  }

  private static Set<Long> answered(RigClients clients) {
    Set<Long> seqs = new HashSet<>();
    clients.held().forEach(held -> seqs.add(held.seq()));
    return seqs;
  }

  /** What is in the ledger by the clients. */
  private static Set<Long> written(RigLedger ledger) throws IOException {
    Set<Long> seqs = new HashSet<>();
    try (LedgerSnapshot snapshot = LedgerDirectory.read(ledger.dir())) {
      long size = snapshot.reader().size();
      for (long from = 0; from < size; from += 1_000) {
        List<Entry> page = snapshot.reader().entries(from, 1_000);
        page.stream()
            .filter(entry -> entry.event().source().path().startsWith("/programs/P-"))
            .forEach(entry -> seqs.add(entry.seq()));
      }
    }
    return seqs;
  }
}
