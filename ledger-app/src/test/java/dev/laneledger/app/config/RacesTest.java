package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.verify.Verdict;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.command.RequestRefusedException;
import dev.laneledger.projections.replay.Replay;
import dev.laneledger.projections.replay.ReplayReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What takes a right away races with the use of that right on another stream. Whoever comes first,
 * no use stands behind what took the right away, and a replay accepts everything. {@code
 * -Draces.rounds=N -Draces.seed=S} runs more rounds, or others: a seed gives the same races with
 * the same delays, not the same winners.
 */
final class RacesTest {
  private static final int AT_ONCE = 8;
  private static final int LONGEST_DELAY_NANOS = 6_000_000;

  @TempDir private Path dir;

  @Test
  void nothingIsUsedAfterItWasTakenAway() throws Exception {
    long seed = Long.getLong("races.seed", 1);
    int rounds = Integer.getInteger("races.rounds", 24);
    Map<String, Integer> outcomes = new TreeMap<>();
    try (TestLedger ledger = new TestLedger(dir)) {
      ledger.open.directory().blobs().put(RaceScene.CONTENT);
      Random random = new Random(seed);
      for (int round = 0; round < rounds; round += AT_ONCE) {
        runTogether(ledger, random, round, outcomes);
      }
      RaceOrder.check(ledger.open.directory().reader(), "-Draces.seed=" + seed);
      replayed(ledger, seed);
    }
    System.out.println("races of seed " + seed + ": " + outcomes);
    assertThat(outcomes.keySet()).anyMatch(o -> o.endsWith(" used"));
    assertThat(outcomes.keySet()).anyMatch(o -> !o.endsWith(" used"));
  }

  private static void runTogether(
      TestLedger ledger, Random random, int firstRound, Map<String, Integer> outcomes)
      throws Exception {
    List<Race> races = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      RaceKind kind = RaceKind.values()[(firstRound + i) % RaceKind.values().length];
      races.add(kind.prepare(new RaceScene(ledger, firstRound + i)));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> used = new ArrayList<>();
      List<Future<String>> taken = new ArrayList<>();
      for (Race race : races) {
        long useAfter = random.nextInt(LONGEST_DELAY_NANOS);
        long takeAfter = random.nextInt(LONGEST_DELAY_NANOS);
        used.add(threads.submit(() -> attempt(useAfter, race.use())));
        taken.add(threads.submit(() -> attempt(takeAfter, race.take())));
      }
      for (int i = 0; i < races.size(); i++) {
        assertThat(taken.get(i).get()).as("%s", races.get(i).kind()).isEqualTo("used");
        outcomes.merge(races.get(i).kind() + " " + used.get(i).get(), 1, Integer::sum);
      }
    }
  }

  /** Gives {@code used}, or the code of the refusal. */
  private static String attempt(long nanos, Runnable act) {
    LockSupport.parkNanos(nanos);
    try {
      act.run();
      return "used";
    } catch (RequestRefusedException e) {
      return e.code();
    }
  }

  private void replayed(TestLedger ledger, long seed) {
    try (OfflineLedger copy = OfflineLedger.directory(dir)) {
      ReplayReport report = Replay.of(copy, ledger.open.secrets().logKey().verifierKey());
      assertThat(report.findings())
          .filteredOn(f -> !List.of("UNCOVERED", "STATE_UNATTESTED").contains(f.kind()))
          .as("-Draces.seed=%d", seed)
          .isEmpty();
      assertThat(report.verdict()).isIn(Verdict.VERIFIED, Verdict.GAPS);
      assertThat(report.decided()).isPositive();
    }
  }
}
