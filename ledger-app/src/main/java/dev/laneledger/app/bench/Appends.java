package dev.laneledger.app.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Appends over HTTP, each beside what bounds it. */
final class Appends {
  private static final String JSON = "application/json";

  private final BenchPlan plan;
  private final Path probes;
  private final ServerProcess server;
  private final Load ledger;
  private final Load trivial;
  private final Parties parties;

  /**
   * @param probes a directory on the ledger's disk
   */
  Appends(BenchPlan plan, Path probes, ServerProcess server, URI trivial, Parties parties) {
    this.plan = plan;
    this.probes = probes;
    this.server = server;
    this.ledger = new Load(server.url());
    this.trivial = new Load(trivial);
    this.parties = parties;
  }

  /** Loads both servers so that their code is compiled before anything is measured. */
  void warmUp() throws IOException, InterruptedException {
    warmUp(ledger, plan, parties);
    if (plan.warmUp() > 0) {
      trivial.run(trivials(16), part(plan));
    }
  }

  /** Loads a node of that ledger, so that its code is compiled too. */
  static void warmUp(Load node, BenchPlan plan, Parties parties)
      throws IOException, InterruptedException {
    if (plan.warmUp() > 0) {
      node.run(feeds(parties, 16, 1), part(plan));
      node.run(feeds(parties, 2, 500), part(plan));
    }
  }

  private static double part(BenchPlan plan) {
    return plan.warmUp() / 3.0;
  }

  /** A new lane for each client. */
  static List<LaneFeed> feeds(Parties parties, int lanes, int batch) {
    return parties.open(lanes).stream()
        .map(lane -> new LaneFeed(lane, parties.laneToken(), batch))
        .toList();
  }

  /** All cells of lanes and batches. */
  List<Row> rows() throws IOException, InterruptedException, SQLException {
    List<Row> rows = new ArrayList<>();
    for (int batch : plan.batches()) {
      for (int lanes : plan.lanes()) {
        if (batch > 1) {
          rows.addAll(batches(lanes, batch));
        } else if (lanes > 1) {
          rows.addAll(many(lanes));
        } else {
          rows.addAll(one());
        }
      }
    }
    return rows;
  }

  /** Events per second of the cells, without limits. */
  List<Row> plainRows() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int batch : plan.batches()) {
      for (int lanes : plan.lanes()) {
        List<Double> rounds = new ArrayList<>();
        Histogram all = Load.histogram();
        for (int round = 0; round < plan.rounds(); round++) {
          rounds.add(batch * measure(lanes, batch, all, new ArrayList<>()).perSecond());
        }
        rows.add(Row.of(name(lanes, batch), "events/s", rounds).with(all));
      }
    }
    return rows;
  }

  /** Appends until the ledger has about that many entries more. */
  void fill(long entries) throws IOException, InterruptedException {
    int batch = 1_000;
    int lanes = 4;
    for (long done = 0; done < entries; ) {
      Load.Sample sample = ledger.run(feeds(parties, lanes, batch), 10);
      done += sample.nanos().getTotalCount() * batch;
    }
  }

  static String name(int lanes, int batch) {
    String clients = lanes == 1 ? "1 lane" : lanes + " lanes";
    return "append, "
        + clients
        + ", "
        + (batch == 1 ? "1 event" : batch + " events")
        + " a request";
  }

  /** One client: what it waits for is the disk. */
  private List<Row> one() throws IOException, InterruptedException {
    List<Double> rates = new ArrayList<>();
    List<Double> p50 = new ArrayList<>();
    List<Double> force = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    Histogram all = Load.histogram();
    for (int round = 0; round < plan.rounds(); round++) {
      force.add(Machine.force(probes, plan.seconds()).getValueAtPercentile(50) / 1_000.0);
      Load.Sample sample = measure(1, 1, all, costs);
      rates.add(sample.perSecond());
      p50.add(sample.p50Micros());
    }
    return List.of(
        Row.of(name(1, 1), "events/s", rates).with(all),
        Row.of(name(1, 1) + ": p50", "us", p50).against("4 KiB append and fdatasync, p50", force),
        cost(name(1, 1), costs));
  }

  private List<Row> many(int lanes) throws IOException, InterruptedException {
    List<Double> rates = new ArrayList<>();
    List<Double> limits = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    Histogram all = Load.histogram();
    for (int round = 0; round < plan.rounds(); round++) {
      limits.add(trivial.run(trivials(lanes), plan.seconds()).perSecond());
      rates.add(measure(lanes, 1, all, costs).perSecond());
    }
    Row row =
        Row.of(name(lanes, 1), "events/s", rates)
            .with(all)
            .against("trivial JSON POST, as many clients", limits);
    return List.of(row, cost(name(lanes, 1), costs));
  }

  private List<Row> batches(int lanes, int batch)
      throws IOException, InterruptedException, SQLException {
    List<Double> rates = new ArrayList<>();
    List<Double> limits = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    Histogram all = Load.histogram();
    try (RawStore store = RawStore.open(probes, plan.jdbcUrl())) {
      for (int round = 0; round < plan.rounds(); round++) {
        limits.add(store.perSecond(batch, plan.seconds()));
        rates.add(batch * measure(lanes, batch, all, costs).perSecond());
      }
    }
    Row row =
        Row.of(name(lanes, batch), "events/s", rates)
            .with(all)
            .against("rows into the store, as many a commit", limits);
    return List.of(row, cost(name(lanes, batch), costs));
  }

  /** What an event costs on all threads of the server, which is less shaken by other programs. */
  private static Row cost(String of, List<Double> micros) {
    return Row.of(of + ": processor time of the server for an event", "us", micros);
  }

  private Load.Sample measure(int lanes, int batch, Histogram all, List<Double> costs)
      throws IOException, InterruptedException {
    List<LaneFeed> feeds = feeds(parties, lanes, batch);
    Duration before = server.processorTime();
    Load.Sample sample = ledger.run(feeds, plan.seconds());
    double nanos = server.processorTime().minus(before).toNanos();
    costs.add(nanos / 1_000 / batch / sample.nanos().getTotalCount());
    all.add(sample.nanos());
    return sample;
  }

  /** The requests of a single append, to somebody who only reads them. */
  private List<java.util.function.Supplier<byte[]>> trivials(int clients) {
    byte[] request =
        Requests.post(TrivialServer.PATH, "none", JSON, LaneFeed.body(parties.open(1).getFirst()));
    return IntStream.range(0, clients).mapToObj(i -> Requests.same(request)).toList();
  }
}
