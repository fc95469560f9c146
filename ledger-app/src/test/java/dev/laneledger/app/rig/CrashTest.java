package dev.laneledger.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.cli.LedgerVerb;
import dev.laneledger.app.cli.ServedLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real server under load, killed with SIGKILL at random moments, also while it starts, makes its
 * ledger or publishes: what a client was answered is there afterwards, byte for byte; what it was
 * not answered is there at most once; every checkpoint that was shown is a prefix; a replay finds
 * nothing. Each ledger is killed 20 times. More: {@code -Drig.kills=1000}; the same ledger again:
 * {@code -Drig.seed=…} as printed.
 */
final class CrashTest {
  private static final int KILLS = Integer.getInteger("rig.kills", 20);
  private static final long SEED = Long.getLong("rig.seed", 20_260_612L);
  private static final int KILLS_PER_LEDGER = 20;
  private static final int CLIENTS = 4;
  private static final int MOST_RECEIPTS = 60;
  private static final int START_MILLIS = 2_500;
  private static final int PUBLISH_NANOS = 60_000_000;
  private static final int POLL_NANOS = 200_000;
  private static final int MOST_NANOS = 20_000_000;

  @TempDir Path temporary;

  private final RigClients clients = new RigClients(CLIENTS);

  static LongStream seeds() {
    return LongStream.range(0, (KILLS + KILLS_PER_LEDGER - 1) / KILLS_PER_LEDGER)
        .map(ledger -> SEED + ledger);
  }

  @ParameterizedTest(name = "-Dtest=CrashTest -Drig.seed={0}")
  @MethodSource("seeds")
  void whatWasAnsweredIsThereAfterEveryKill(long seed) throws Exception {
    long begun = System.nanoTime();
    Random random = new Random(seed);
    RigLedger ledger = new RigLedger(temporary);
    int kills = Math.min(KILLS, KILLS_PER_LEDGER);
    for (int kill = 0; kill < kills; kill++) {
      switch (kill % 10) {
        case 0, 2, 5, 7 -> killWhileStarting(ledger, random);
        case 9 -> killWhilePublishing(ledger, random, temporary.resolve("tree-" + kill));
        default -> killUnderLoad(ledger, random);
      }
      ledger.check(clients);
    }
    ledger.checkAttested(clients);
    System.out.printf(
        "rig.seed=%d: %d kills, %d receipts held, %d checkpoints seen, none lost, %d s%n",
        seed,
        kills,
        clients.held().size(),
        clients.checkpoints().size(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
  }

  private void killWhileStarting(RigLedger ledger, Random random) throws Exception {
    Process process = ledger.launch();
    assertThat(process.waitFor(random.nextInt(START_MILLIS), TimeUnit.MILLISECONDS)).isFalse();
    RigLedger.kill(process);
  }

  private void killUnderLoad(RigLedger ledger, Random random) throws Exception {
    ServedLedger served = ledger.serve();
    CountDownLatch enough =
        clients.begin(served.url(), ledger.token(), 1 + random.nextInt(MOST_RECEIPTS));
    assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
    LockSupport.parkNanos(random.nextInt(MOST_NANOS));
    RigLedger.kill(served.process());
    clients.join();
    assertThat(clients.takeRefused()).isEmpty();
  }

  /**
   * The publication is killed as well, once it has begun to write: what it has shown by then must
   * be whole, and another one goes on from there.
   */
  private void killWhilePublishing(RigLedger ledger, Random random, Path tree) throws Exception {
    ServedLedger served = ledger.serve();
    clients.begin(served.url(), ledger.token(), MOST_RECEIPTS).await();
    Process publishing = publish(ledger.dir(), tree);
    while (publishing.isAlive() && Files.notExists(tree)) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    LockSupport.parkNanos(random.nextInt(PUBLISH_NANOS));
    publishing.destroyForcibly().waitFor();
    if (Files.exists(tree.resolve("checkpoint"))) {
      assertWhole(ledger, tree);
    }
    assertThat(publish(ledger.dir(), tree).waitFor()).isZero();
    assertWhole(ledger, tree);
    RigLedger.kill(served.process());
    clients.join();
    assertThat(clients.takeRefused()).isEmpty();
  }

  private static void assertWhole(RigLedger ledger, Path tree) throws IOException {
    LedgerVerb.Ended verified =
        LedgerVerb.run("verify", "--tiles", tree.toString(), "--key", ledger.key());
    assertThat(verified.exit()).as("%s", verified).isIn(0, 3);
  }

  private Process publish(Path dir, Path tree) throws IOException {
    List<String> command = new ArrayList<>(ServedLedger.java(RigLedger.FLAGS));
    command.addAll(List.of("publish", "--dir", dir.toString(), "--out", tree.toString()));
    command.addAll(List.of("--public-entries", "--blobs"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("publish.txt").toFile())
        .start();
  }
}
