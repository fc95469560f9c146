package dev.laneledger.app.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param dir where the ledger is made, absent or empty
 * @param seconds of one round of one row, 0.1..600
 * @param rounds 1..100
 * @param warmUp seconds of load before the first round, 0..600
 * @param lanes numbers of clients, each with a lane of its own, 1..256
 * @param batches numbers of events in a request, 1..10,000
 * @param entries how many entries the ledger is filled up to, after which the appends and the reads
 *     are measured again; 0: it is not filled
 * @param replay whether the ledger is replayed at the end, which takes longest
 * @param main class that runs the program's verbs
 * @param jdbcUrl an empty PostgreSQL database for the ledger; null: SQLite in the directory
 */
public record BenchPlan(
    Path dir,
    double seconds,
    int rounds,
    int warmUp,
    List<Integer> lanes,
    List<Integer> batches,
    long entries,
    boolean replay,
    String main,
    @Nullable String jdbcUrl) {
  public static final double LEAST_SECONDS = 0.1;
  public static final int MOST_SECONDS = 600;
  public static final int MOST_ROUNDS = 100;
  public static final int MOST_LANES = 256;
  public static final int MOST_BATCH = 10_000;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public BenchPlan {
    if (!(seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS)) {
      throw new IllegalArgumentException(
          "--seconds must be %s..%d, but is %s".formatted(LEAST_SECONDS, MOST_SECONDS, seconds));
    }
    require("--rounds", rounds, 1, MOST_ROUNDS);
    require("--warm-up", warmUp, 0, MOST_SECONDS);
    require("--entries", entries, 0, Integer.MAX_VALUE);
    lanes.forEach(n -> require("--lanes", n, 1, MOST_LANES));
    batches.forEach(n -> require("--batch", n, 1, MOST_BATCH));
    lanes = List.copyOf(lanes);
    batches = List.copyOf(batches);
  }

  private static void require(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d..%d, but is %d".formatted(option, least, most, value));
    }
  }
}
