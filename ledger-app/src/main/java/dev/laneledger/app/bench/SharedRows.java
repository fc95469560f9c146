package dev.laneledger.app.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What only a database that nodes share can be asked: a trigger, and two nodes against one. */
final class SharedRows {
  private final BenchPlan plan;
  private final Parties parties;
  private final Load one;

  /**
   * @param one a node
   */
  SharedRows(BenchPlan plan, Parties parties, URI one) {
    this.plan = plan;
    this.parties = parties;
    this.one = new Load(one);
  }

  /** Gives another node's directory the secrets that it needs before its first start. */
  static void secrets(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        String name = from.relativize(file).toString();
        if (name.isEmpty() || name.startsWith("keys") || name.startsWith("tokens")) {
          Files.copy(file, to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** To be asked while there is one node. */
  List<Row> againstTrigger(String jdbcUrl) throws IOException, InterruptedException, SQLException {
    List<Row> rows = new ArrayList<>();
    for (int clients : plan.lanes()) {
      rows.add(againstTrigger(jdbcUrl, clients));
    }
    return rows;
  }

  /**
   * Half of the lanes at each of two nodes, and all of them at one.
   *
   * @param second another node of the same ledger, which may have just started
   */
  List<Row> twoNodes(URI second) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    Load other = new Load(second);
    int lanes = plan.lanes().stream().max(Integer::compare).orElse(1);
    if (lanes > 1) {
      Appends.warmUp(other, plan, parties);
      for (int batch : plan.batches()) {
        rows.add(twoNodes(other, lanes, batch));
      }
    }
    return rows;
  }

  private Row againstTrigger(String jdbcUrl, int clients)
      throws IOException, InterruptedException, SQLException {
    List<Double> ledger = new ArrayList<>();
    List<Double> trigger = new ArrayList<>();
    try (TriggerChain chain = new TriggerChain(jdbcUrl)) {
      for (int round = 0; round < plan.rounds(); round++) {
        trigger.add(chain.perSecond(clients, plan.seconds()));
        ledger.add(one.run(Appends.feeds(parties, clients, 1), plan.seconds()).perSecond());
      }
    }
    return Row.of(Appends.name(clients, 1) + ", against a trigger", "events/s", ledger)
        .against("hashes that a trigger chains on one head row, as many clients", trigger);
  }

  private Row twoNodes(Load other, int lanes, int batch) throws IOException, InterruptedException {
    List<Double> both = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      alone.add(batch * one.run(Appends.feeds(parties, lanes, batch), plan.seconds()).perSecond());
      List<LaneFeed> feeds = Appends.feeds(parties, lanes, batch);
      double[] there = new double[1];
      Background half =
          Background.run(() -> {
            there[0] = other.run(feeds.subList(0, lanes / 2), plan.seconds()).perSecond();
            return null;
          });
      double here = one.run(feeds.subList(lanes / 2, lanes), plan.seconds()).perSecond();
      half.join();
      both.add(batch * (here + there[0]));
    }
    return Row.of(Appends.name(lanes, batch) + ", spread over two nodes", "events/s", both)
        .against("the same at one node", alone);
  }
}
