package dev.laneledger.app.rig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.cli.LedgerVerb;
import dev.laneledger.app.cli.ServedLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * System calls of a real server and of a publication fail one by one: an error, or death there.
 * What follows is a clear refusal or nothing to notice; afterwards the full check finds the ledger
 * whole. One of each kind; more, drawn by a seed: {@code -Drig.faults=N}, {@code -Drig.seed=N}; one
 * of them again: {@code -Drig.fault=fsync:error=EIO:when=2}.
 */
final class FaultTest {
  private static final int FAULTS = Integer.getInteger("rig.faults", 0);
  private static final long SEED = Long.getLong("rig.seed", 20_260_612L);
  private static final String ONE = System.getProperty("rig.fault", "");
  private static final int RECEIPTS = 8;

  @TempDir static Path temporary;
  private static RigLedger killed;

  /** A ledger whose server was killed, so that its write-ahead log is not empty. */
  @BeforeAll
  static void makeALedger() throws Exception {
    Strace.assumeItWorks();
    killed = new RigLedger(Files.createDirectory(temporary.resolve("killed")));
    ServedLedger served = killed.serve();
    RigClients clients = new RigClients(1);
    clients.begin(served.url(), killed.token(), RECEIPTS).await();
    RigLedger.kill(served.process());
    clients.join();
    killed.check(clients);
  }

  @Test
  void aServerThatIsRefusedACallLosesNothing() throws Exception {
    everyFault(
        "fsync:error=EIO:when=4",
        (place, fault) -> serve(place, new RigLedger(place, killed), fault));
  }

  @Test
  void aServerThatIsRefusedACallWhileItMakesItsLedgerCanStartAgain() throws Exception {
    everyFault(
        "pwrite64:error=ENOSPC:when=116",
        (place, fault) -> serve(place, new RigLedger(place), fault));
  }

  @Test
  void aPublicationThatIsRefusedACallShowsNothingHalf() throws Exception {
    everyFault(
        "rename:signal=KILL:when=2",
        (place, fault) -> publish(place, new RigLedger(place, killed), fault));
  }

  /**
   * The system may hold as clean what a failed sync did not write: a second sync writes nothing.
   */
  @Test
  void whatAFailedSyncMayHaveLeftIsWrittenAnewBeforeItIsBelieved() throws Exception {
    RigLedger left = new RigLedger(Files.createTempDirectory(temporary, "sync"), killed);
    Path log = left.dir().resolve("ledger.db-wal");
    long length = Files.size(log);
    assertThat(length).isPositive();
    Path calls = temporary.resolve("calls.txt");
    Process process = left.launch(Strace.command(calls, List.of(log), ""));
    ServedLedger.awaited(process, left.errors());
    process.descendants().forEach(ProcessHandle::destroy);
    process.waitFor();

    List<String> lines = Files.readAllLines(calls);
    int synced =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains(" fsync("))
            .findFirst()
            .orElseThrow();
    assertThat(
            lines.subList(0, synced).stream()
                .filter(line -> line.contains(" pwrite64("))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum())
        .isEqualTo(length);
  }

  /** Does its work under a fault and checks what is left. */
  private interface Subject {
    /** Returns the log of its system calls. */
    Path run(Path place, String fault) throws Exception;
  }

  private void everyFault(String usual, Subject subject) throws Exception {
    List<String> drawn = ONE.isEmpty() ? List.of(usual) : List.of(ONE);
    if (FAULTS > 0) {
      Path log = subject.run(Files.createTempDirectory(temporary, "none"), "");
      List<String> faults = new ArrayList<>(Strace.faults(Strace.most(log)));
      Collections.shuffle(faults, new Random(SEED));
      drawn = faults.subList(0, Math.min(FAULTS, faults.size()));
      System.out.printf("rig.seed=%d: %d of %d faults%n", SEED, drawn.size(), faults.size());
    }
    for (String fault : drawn) {
      Path place = Files.createTempDirectory(temporary, "fault");
      try {
        subject.run(place, fault);
      } catch (Exception | AssertionError e) {
        throw new AssertionError("again: -Dtest=FaultTest -Drig.fault=" + fault, e);
      }
      FileSystemUtils.deleteRecursively(place);
    }
  }

  private static Path serve(Path place, RigLedger ledger, String fault) throws Exception {
    Path log = place.resolve("calls.txt");
    RigClients clients = new RigClients(2, "again-");
    Process process = ledger.launch(Strace.command(log, ledger.files(), fault));
    String url = process.inputReader(UTF_8).readLine();
    if (url != null) {
      clients.begin(url, ledger.token(), RECEIPTS).await();
      clients.stop();
    }
    process.descendants().forEach(ProcessHandle::destroy);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(ledger.errors());
    if (url == null && !fault.contains("KILL")) {
      assertThat(said.lines().toList()).as("a clear refusal: %s", said).hasSize(1);
    }
    assertThat(clients.takeRefused())
        .allMatch(refused -> refused.status() == 503 && refused.retryAfter().equals("1"));
    ledger.checkServedAgain(clients);
    return log;
  }

  private static Path publish(Path place, RigLedger ledger, String fault) throws Exception {
    Path log = place.resolve("calls.txt");
    Path tree = place.resolve("tree");
    String[] shown = {
      "publish", "--dir", ledger.dir().toString(), "--out", tree.toString(), "--public-entries"
    };
    List<Path> watched = new ArrayList<>();
    for (String name :
        List.of("", "checkpoint", ".publish.part", "tile", "tile/0", "tile/entries")) {
      watched.add(tree.resolve(name));
    }
    List<String> command = new ArrayList<>(List.of(Strace.command(log, watched, fault)));
    command.addAll(ServedLedger.java(RigLedger.FLAGS));
    command.addAll(List.of(shown));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(place.resolve("publish.txt").toFile())
            .start();
    boolean published = process.waitFor() == 0;
    assertThat(Files.readString(place.resolve("publish.txt"))).doesNotContain("\tat ");
    assertThat(published && !Files.exists(tree.resolve("checkpoint"))).isFalse();
    if (Files.exists(tree.resolve("checkpoint"))) {
      assertWhole(tree, ledger);
    }
    assertThat(LedgerVerb.run(shown).exit()).isZero();
    assertWhole(tree, ledger);
    return log;
  }

  private static void assertWhole(Path tree, RigLedger ledger) throws IOException {
    LedgerVerb.Ended verified =
        LedgerVerb.run("verify", "--tiles", tree.toString(), "--key", ledger.key());
    assertThat(verified.exit()).as("%s", verified).isIn(0, 3);
  }
}
