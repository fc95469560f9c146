package dev.laneledger.app.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param what was measured
 * @param unit of the figure
 * @param rounds the figure of each round
 * @param latency of the single requests in all rounds; null where there are none
 * @param limit what it is compared with; null: nothing
 */
public record Row(
    String what,
    String unit,
    List<Double> rounds,
    @Nullable Latency latency,
    @Nullable Limit limit) {

  /**
   * Something that bounds a figure, measured in the same rounds.
   *
   * @param rounds its value in each round, in the figure's unit
   */
  public record Limit(String what, List<Double> rounds) {}

  /** Microseconds from the request's first byte to the answer's last. */
  public record Latency(double p50, double p90, double p99, double p999, double max) {
    private static final double NANOS = 1_000;

    static Latency of(Histogram nanos) {
      return new Latency(
          nanos.getValueAtPercentile(50) / NANOS,
          nanos.getValueAtPercentile(90) / NANOS,
          nanos.getValueAtPercentile(99) / NANOS,
          nanos.getValueAtPercentile(99.9) / NANOS,
          nanos.getMaxValue() / NANOS);
    }
  }

  public Row {
    rounds = List.copyOf(rounds);
  }

  static Row of(String what, String unit, List<Double> rounds) {
    return new Row(what, unit, rounds, null, null);
  }

  Row with(Histogram nanos) {
    return new Row(what, unit, rounds, Latency.of(nanos), limit);
  }

  Row against(String bound, List<Double> boundRounds) {
    return new Row(what, unit, rounds, latency, new Limit(bound, List.copyOf(boundRounds)));
  }

  /** The median of the rounds. */
  public double median() {
    return median(rounds);
  }

  /** The median of figure divided by limit, round by round; NaN without a limit. */
  public double ratio() {
    return limit == null
        ? Double.NaN
        : median(
            IntStream.range(0, rounds.size())
                .mapToObj(i -> rounds.get(i) / limit.rounds().get(i))
                .toList());
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
