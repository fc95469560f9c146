package dev.laneledger.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.cli.LedgerVerb;
import dev.laneledger.app.cli.ServedLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * One ledger under mixed load for {@code -Drig.minutes=60}: single events, batches, reads and a
 * subscriber. Again and again its server is frozen, or another process holds its database, and it
 * is killed and started; a backup is made, verified and replayed while it is written. The moments
 * come from {@code -Drig.seed=N}. Left out unless the minutes are given; it ends with a table.
 */
@EnabledIfSystemProperty(named = "rig.minutes", matches = "[0-9.]+")
final class SoakTest {
  private static final double MINUTES = Double.parseDouble(System.getProperty("rig.minutes", "60"));
  private static final long SEED = Long.getLong("rig.seed", 20_260_612L);
  private static final int CLIENTS = 4;
  private static final RigClients.Habits HABITS = new RigClients.Habits("P-", 5, 100, true, 50);
  private static final int SHORTEST_MILLIS = 5_000;
  private static final int MORE_MILLIS = 20_000;
  private static final int FAULT_MILLIS = 3_000;
  private static final int CYCLES_PER_COPY = 4;

  @TempDir Path temporary;

  private final Random random = new Random(SEED);
  private final RigClients clients = new RigClients(CLIENTS, HABITS);
  private final RigReaders readers = new RigReaders(SEED, clients::highest);
  private int kills;
  private int faults;
  private int copies;
  private int refused;
  private long residentKib;

  @Test
  void nothingIsLostAndNothingIsFoundUnderLastingLoad() throws Exception {
    RigLedger ledger = new RigLedger(temporary);
    long begun = System.nanoTime();
    long end = begun + (long) (MINUTES * TimeUnit.MINUTES.toNanos(1));
    while (System.nanoTime() < end) {
      cycle(ledger);
    }
    print(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
    ledger.checkAttested(clients);
  }

  private void cycle(RigLedger ledger) throws Exception {
    ServedLedger served = ledger.serve();
    clients.begin(served.url(), ledger.token(), 1).await();
    readers.begin(served.url(), Files.readString(ledger.dir().resolve("tokens/auditor")).strip());
    load();
    switch (random.nextInt(3)) {
      case 0 -> freeze(served.process());
      case 1 -> lock(ledger);
      default -> {}
    }
    if (kills % CYCLES_PER_COPY == 0) {
      copy(ledger);
    }
    residentKib = Math.max(residentKib, residentKib(served.process()));
    RigLedger.kill(served.process());
    kills++;
    clients.join();
    readers.join();
    List<RigClients.Refused> answers = clients.takeRefused();
    refused += answers.size();
    assertThat(answers).allMatch(one -> one.status() == 503 && !one.retryAfter().isEmpty());
    assertThat(readers.faults()).isEmpty();
    ledger.check(clients);
  }

  private void load() {
    RigClients.pause(SHORTEST_MILLIS + random.nextInt(MORE_MILLIS));
  }

  private void freeze(Process process) throws Exception {
    signal("STOP", process);
    RigClients.pause(random.nextInt(FAULT_MILLIS));
    signal("CONT", process);
    faults++;
    load();
  }

  private static void signal(String name, Process process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor())
        .isZero();
  }

  /** The server's writer waits for this process, or is refused. */
  private void lock(RigLedger ledger) throws Exception {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + ledger.dir().resolve("ledger.db"));
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      statement.execute("BEGIN IMMEDIATE");
      RigClients.pause(random.nextInt(FAULT_MILLIS));
      statement.execute("ROLLBACK");
    }
    faults++;
    load();
  }

  private void copy(RigLedger ledger) throws IOException {
    Path copy = temporary.resolve("copy");
    LedgerVerb.Ended made =
        LedgerVerb.run(
            "backup", "--dir", "" + ledger.dir(), "--out", "" + copy, "--key", ledger.key());
    assertThat(made.exit()).as("%s", made).isIn(0, 3);
    LedgerVerb.Ended replay =
        LedgerVerb.run("replay", "--dir", "" + copy, "--key", ledger.key(), "--json");
    assertThat(replay.exit()).as("%s", replay).isIn(0, 3);
    assertThat(new JsonMapper().readTree(replay.out()).path("findings").findValuesAsString("kind"))
        .as("the newest may wait for their checkpoint and their attestation")
        .isSubsetOf("UNCOVERED", "STATE_UNATTESTED");
    copies++;
    FileSystemUtils.deleteRecursively(copy);
  }

  private static long residentKib(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** What was lost or found would have ended the run before. */
  private void print(long seconds) {
    System.out.printf(
        """
        rig.seed=%d, %d s
        | receipts held | reads | followed | kills | faults | refused | copies replayed | lost \
        | findings | worst latency | memory |
        |---|---|---|---|---|---|---|---|---|---|---|
        | %d | %d | %d | %d | %d | %d | %d | 0 | 0 | %d ms | %d MiB |
        """,
        SEED,
        seconds,
        clients.held().size(),
        readers.reads(),
        readers.followed() + 1,
        kills,
        faults,
        refused,
        copies,
        TimeUnit.NANOSECONDS.toMillis(clients.slowest()),
        residentKib >> 10);
  }
}
