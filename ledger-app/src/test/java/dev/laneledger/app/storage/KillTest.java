package dev.laneledger.app.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGKILL at a random moment: whatever was acknowledged is there, and the ledger starts again. */
final class KillTest {
  private static final int ROUNDS = 5;
  private static final int RECEIPTS = 400;

  @TempDir Path directory;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = 20_260_612)
  void aKilledWriterLosesNoAcknowledgedEvent(long seed) throws Exception {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<Receipt> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(killAfter(1 + random.nextInt(RECEIPTS)));
      try (LedgerDirectory ledger = LedgerDirectory.open(directory, Ledgers.CLOCK)) {
        assertThat(ledger.writer().readOnlyReason()).isEmpty();
        Ledgers.verify(ledger.reader());
        acknowledged.forEach(receipt -> Ledgers.verify(ledger.reader(), receipt));
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
  }

  @Test
  void aSecondProcessIsRefused() throws Exception {
    Process first = start();
    try (BufferedReader lines = output(first)) {
      String line = lines.readLine();
      while (!line.startsWith("0 /ledger genesis ")) {
        line = lines.readLine();
      }
      Process second = start();
      try (BufferedReader refusal = output(second)) {
        assertThat(refusal.lines()).anyMatch(said -> said.contains("in one process only"));
      }
      assertThat(second.waitFor()).isEqualTo(1);
    } finally {
      first.destroyForcibly().waitFor();
    }
  }

  /** Reads that many receipts, kills the process, and reads what it had printed by then. */
  private List<Receipt> killAfter(int receipts) throws Exception {
    Process process = start();
    List<Receipt> printed = new ArrayList<>();
    try (BufferedReader lines = output(process)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        if (parts.length == 5 && parts[4].length() == 64 && parts[0].matches("\\d+")) {
          printed.add(receipt(parts));
        }
        if (printed.size() == receipts) {
          process.toHandle().destroyForcibly(); // keeps the pipe open, unlike the process
        }
      }
    }
    assertThat(process.waitFor()).isEqualTo(128 + 9);
    return printed;
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriter.class.getName(),
            directory.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  private static Receipt receipt(String[] parts) {
    return new Receipt(
        Long.parseLong(parts[0]),
        StreamId.parse(parts[1]),
        parts[2],
        Hash.fromHex(parts[3]),
        Hash.fromHex(parts[4]));
  }
}
