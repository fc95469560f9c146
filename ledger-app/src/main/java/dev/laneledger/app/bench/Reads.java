package dev.laneledger.app.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Reads at random places, while lanes append. */
final class Reads {
  private static final int READERS = 4;
  private static final int WRITERS = 4;
  private static final long SEED = 7;

  /** A proof exists once a checkpoint covers its entry. */
  private static final long UNPROVEN = 100;

  private final BenchPlan plan;
  private final Load ledger;
  private final Parties parties;

  Reads(BenchPlan plan, URI ledger, Parties parties) {
    this.plan = plan;
    this.ledger = new Load(ledger);
    this.parties = parties;
  }

  /** Rows whose figure is the 99th percentile of the reads, and their rate. */
  List<Row> rows(long size) throws IOException, InterruptedException {
    long last = Math.max(parties.lanesSince() + 1, size - UNPROVEN);
    return List.of(
        row("read one entry", last, seq -> "/v1/events/" + seq),
        row("proof of one entry", last, seq -> "/v1/events/" + seq + "/proof"),
        row(
            "rows of a projection at an earlier entry",
            last,
            seq -> parties.lanesPath() + "?at=" + seq));
  }

  private Row row(String what, long last, LongFunction<String> path)
      throws IOException, InterruptedException {
    List<Double> p99 = new ArrayList<>();
    Histogram all = Load.histogram();
    for (int round = 0; round < plan.rounds(); round++) {
      Load.Sample reads = whileLanesAppend(readers(last, path));
      p99.add(reads.p99Micros());
      all.add(reads.nanos());
    }
    double rate = all.getTotalCount() / (plan.seconds() * plan.rounds());
    return Row.of(
            "%s, %d readers beside %d lanes, %.0f reads/s: p99"
                .formatted(what, READERS, WRITERS, rate),
            "us",
            p99)
        .with(all);
  }

  /** The readers' sample; the appends are only company. */
  private Load.Sample whileLanesAppend(List<Supplier<byte[]>> readers)
      throws IOException, InterruptedException {
    List<LaneFeed> writers = Appends.feeds(parties, WRITERS, 1);
    Background appends = Background.run(() -> ledger.run(writers, plan.seconds()));
    Load.Sample sample = ledger.run(readers, plan.seconds());
    appends.join();
    return sample;
  }

  private List<Supplier<byte[]>> readers(long last, LongFunction<String> path) {
    return IntStream.range(0, READERS)
        .mapToObj(i -> {
          SplittableRandom random = new SplittableRandom(SEED + i);
          return (Supplier<byte[]>)
              () ->
                  Requests.get(
                      path.apply(random.nextLong(parties.lanesSince(), last)),
                      parties.auditorToken());
        })
        .toList();
  }
}
