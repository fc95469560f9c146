package dev.laneledger.app.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Thousands of small ledgers whose store fails, each as its seed says: {@code -Dsim.seeds=N},
 * {@code -Dsim.seed=N}.
 */
final class SimulationTest {
  private static final int SEEDS = Integer.getInteger("sim.seeds", 200);
  private static final long SEED = Long.getLong("sim.seed", 20_260_612L);

  @Test
  void whateverFailsNothingAcknowledgedIsLostAndNothingIsInTwice() throws Exception {
    String schema;
    try (InputStream in =
        Objects.requireNonNull(
            SimulationTest.class.getResourceAsStream("/db/ledger/V1__entries.sql"))) {
      schema = new String(in.readAllBytes(), UTF_8).replaceAll("--[^\n]*", "");
    }
    long begun = System.nanoTime();
    long acknowledged = 0;
    for (long seed = SEED; seed < SEED + SEEDS; seed++) {
      try (Simulation simulation = new Simulation(seed, schema)) {
        acknowledged += simulation.run();
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "again: -Dtest=SimulationTest -Dsim.seeds=1 -Dsim.seed=" + seed, e);
      }
    }
    assertThat(acknowledged).isGreaterThan(SEEDS);
    System.out.printf(
        "sim.seed=%d: %d ledgers, %d events acknowledged, %d ms%n",
        SEED, SEEDS, acknowledged, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
  }
}
