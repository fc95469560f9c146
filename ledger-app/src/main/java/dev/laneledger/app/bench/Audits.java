package dev.laneledger.app.bench;

import dev.laneledger.api.verify.EntryListener;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.replay.BytesAndCopies;
import dev.laneledger.projections.replay.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Verification and replay of the ledger that the appends left, by this process. */
final class Audits {
  private static final double NANOS = 1e9;
  private static final long LARGE = 2_000_000;
  private static final JsonFactory JSON = new JsonFactory();

  private final BenchPlan plan;
  private final OfflineLedger ledger;

  Audits(BenchPlan plan, OfflineLedger ledger) {
    this.plan = plan;
    this.ledger = ledger;
  }

  /**
   * How large it is.
   *
   * @param bytes of all entries, canonical
   */
  record Extent(long entries, long bytes) {}

  Extent extent() {
    long[] count = {0, 0};
    ledger.entries(entry -> {
      count[0]++;
      count[1] += entry.bytes().length;
    });
    return new Extent(count[0], count[1]);
  }

  List<Row> rows() {
    List<Double> hashes = new ArrayList<>();
    List<Double> one = new ArrayList<>();
    List<Double> two = new ArrayList<>();
    List<Double> skims = new ArrayList<>();
    List<Double> folds = new ArrayList<>();
    List<Double> replays = new ArrayList<>();
    for (int round = 0; round < rounds(); round++) {
      hashes.add(Machine.leafAndChain(plan.seconds()));
      one.add(perSecond(() -> verify(ledger, 1)));
      two.add(perSecond(() -> verify(ledger, 2)));
      if (plan.replay()) {
        skims.add(perSecond(() -> skim(ledger)));
        folds.add(perSecond(() -> fold(ledger)));
        replays.add(perSecond(() -> replay(ledger)));
      }
    }
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.of("verify, 1 thread", "events/s", one)
            .against("leaf and chain hash of 600 B, 1 thread", hashes));
    rows.add(Row.of("verify, 2 threads", "events/s", two).against("verify, 1 thread", one));
    if (plan.replay()) {
      rows.add(
          Row.of("replay with projections, 1 thread", "events/s", folds)
              .against("read the rows and skim their JSON, 1 thread", skims));
      rows.add(
          Row.of("replay with projections, verdicts and packets, 1 thread", "events/s", replays)
              .against("replay with projections, 1 thread", folds));
    }
    return rows;
  }

  /** A pass over a large ledger is long enough to be taken once. */
  private int rounds() {
    return plan.entries() > LARGE ? 1 : plan.rounds();
  }

  private interface Pass {
    long run();
  }

  private static double perSecond(Pass pass) {
    long start = System.nanoTime();
    long entries = pass.run();
    return entries * NANOS / (System.nanoTime() - start);
  }

  private static long verify(OfflineLedger ledger, int threads) {
    return sound(BytesAndCopies.verify(ledger, Pins.of(null), EntryListener.NONE, threads));
  }

  private static long fold(OfflineLedger ledger) {
    LedgerState[] state = {LedgerState.EMPTY};
    EntryListener fold = entry -> state[0] = state[0].evolve(entry.event());
    return sound(LedgerVerifier.verify(ledger, Pins.of(null), fold, 1));
  }

  private static long replay(OfflineLedger ledger) {
    return sound(Replay.of(ledger, Pins.of(null), EntryListener.NONE, 1).bytes());
  }

  /** Without a pinned key there is a gap; a finding is none of a benchmark's business. */
  private static long sound(VerificationReport report) {
    if (report.verdict() == Verdict.TAMPERED) {
      throw new IllegalStateException("the ledger must verify, but: " + report.findings());
    }
    return report.size();
  }

  private static long skim(OfflineLedger ledger) {
    long[] seen = {0, 0};
    ToLongFunction<byte[]> tokens = Audits::tokens;
    ledger.entries(entry -> {
      seen[0]++;
      seen[1] += tokens.applyAsLong(entry.bytes());
    });
    return seen[1] > 0 ? seen[0] : 0;
  }

  private static long tokens(byte[] json) {
    long tokens = 0;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }
}
