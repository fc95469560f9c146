package dev.laneledger.app.bench;

import dev.laneledger.app.audit.OfflineLedger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One whole run. */
public final class Bench {
  private static final double NANOS_PER_MILLI = 1e6;

  private final BenchPlan plan;
  private final Consumer<String> progress;
  private final Path ledgerDir;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param progress takes one line for a person at the beginning of each part
   */
  public Bench(BenchPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
    this.ledgerDir = plan.dir().resolve("ledger");
  }

  /**
   * Makes a ledger in the plan's directory and measures it; the ledger stays there.
   *
   * @throws IOException if a server does not start or breaks off
   */
  public List<Row> run() throws IOException, InterruptedException {
    Files.createDirectories(plan.dir());
    try {
      progress.accept("probing the machine");
      machine();
      load();
      progress.accept("looking at the disk, verifying" + (plan.replay() ? ", replaying" : ""));
      try (OfflineLedger ledger = offline(plan, ledgerDir)) {
        Audits audits = new Audits(plan, ledger);
        rows.add(disk(audits));
        rows.addAll(audits.rows());
      }
    } catch (SQLException e) {
      throw new IOException("the raw store failed: " + e.getMessage(), e);
    }
    return List.copyOf(rows);
  }

  private void machine() throws IOException {
    List<Double> force = new ArrayList<>();
    List<Double> sha256 = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      force.add(Machine.force(plan.dir(), plan.seconds()).getValueAtPercentile(50) / 1_000.0);
      sha256.add(Machine.sha256(plan.seconds()));
    }
    rows.add(Row.of("4 KiB append and fdatasync: p50", "us", force));
    rows.add(Row.of("SHA-256 of 600 B, 1 thread", "hashes/s", sha256));
  }

  private void load() throws IOException, InterruptedException, SQLException {
    long before = System.nanoTime();
    try (ServerProcess ledger = serve();
        ServerProcess trivial =
            ServerProcess.start(log("trivial"), TrivialServer.class.getName())) {
      rows.add(Row.of("new ledger serves after", "ms", List.of(ledger.startedAfter(before))));
      Parties parties = new Parties(ledgerDir, ledger.url());
      measure(parties, ledger, trivial.url());
      ledger
          .residentMegabytes()
          .ifPresent(mb ->
              rows.add(Row.of("memory of the server after all that, resident", "MB", List.of(mb))));
    }
    rows.add(restart());
  }

  private void measure(Parties parties, ServerProcess ledger, URI trivial)
      throws IOException, InterruptedException, SQLException {
    Appends appends = new Appends(plan, plan.dir(), ledger, trivial, parties);
    Reads reads = new Reads(plan, ledger.url(), parties);
    progress.accept("warming up");
    appends.warmUp();
    progress.accept("appending");
    rows.addAll(appends.rows());
    progress.accept("reading while lanes append");
    rows.addAll(reads.rows(parties.size()));
    if (plan.jdbcUrl() != null) {
      shared(plan.jdbcUrl(), parties, ledger.url());
    }
    if (plan.entries() > 0) {
      grown(appends, reads, parties);
    }
  }

  private void shared(String jdbcUrl, Parties parties, URI ledger)
      throws IOException, InterruptedException, SQLException {
    SharedRows shared = new SharedRows(plan, parties, ledger);
    progress.accept("appending beside a trigger");
    rows.addAll(shared.againstTrigger(jdbcUrl));
    progress.accept("appending to two nodes");
    Path second = plan.dir().resolve("node2");
    SharedRows.secrets(ledgerDir, second);
    try (ServerProcess node = serve(second)) {
      rows.addAll(shared.twoNodes(node.url()));
    }
  }

  /** The same once more at a larger size, against the start. */
  private void grown(Appends appends, Reads reads, Parties parties)
      throws IOException, InterruptedException {
    progress.accept("appending at the start");
    List<Row> start = appends.plainRows();
    progress.accept("filling up to " + plan.entries() + " entries");
    appends.fill(plan.entries() - parties.size());
    long size = parties.size();
    progress.accept("appending and reading at " + size + " entries");
    List<Row> end = appends.plainRows();
    for (int i = 0; i < end.size(); i++) {
      Row row = end.get(i);
      rows.add(
          new Row("at " + size + ": " + row.what(), row.unit(), row.rounds(), row.latency(), null)
              .against("the same at the start", start.get(i).rounds()));
    }
    for (Row row : reads.rows(size)) {
      rows.add(
          new Row("at " + size + ": " + row.what(), row.unit(), row.rounds(), row.latency(), null));
    }
  }

  private ServerProcess serve() throws IOException {
    return serve(ledgerDir);
  }

  private ServerProcess serve(Path dir) throws IOException {
    List<String> verb =
        new ArrayList<>(List.of("serve", "--dir", dir.toString(), "--port", "0", "--rate", "0"));
    if (plan.jdbcUrl() != null) {
      verb.addAll(List.of("--jdbc-url", plan.jdbcUrl()));
    }
    return ServerProcess.start(
        log("serve-" + dir.getFileName()), plan.main(), verb.toArray(String[]::new));
  }

  private Path log(String name) {
    return plan.dir().resolve(name + ".log");
  }

  /** A ledger of this size, until it answers. */
  private Row restart() throws IOException {
    long before = System.nanoTime();
    try (ServerProcess ledger = serve()) {
      return Row.of("this ledger serves again after", "ms", List.of(ledger.startedAfter(before)));
    }
  }

  /** What the database keeps, packs and indexes included, against the entries' canonical bytes. */
  private Row disk(Audits audits) throws IOException, SQLException {
    Audits.Extent extent = audits.extent();
    double entries = extent.entries();
    long bytes =
        plan.jdbcUrl() == null
            ? Files.size(ledgerDir.resolve("ledger.db"))
            : RawPostgres.ledgerBytes(plan.jdbcUrl());
    return Row.of("bytes in the database for an entry", "bytes", List.of(bytes / entries))
        .against("canonical bytes of an entry", List.of(extent.bytes() / entries));
  }

  static OfflineLedger offline(BenchPlan plan, Path dir) {
    return plan.jdbcUrl() == null
        ? OfflineLedger.directory(dir)
        : OfflineLedger.shared(dir, plan.jdbcUrl());
  }

  static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }
}
