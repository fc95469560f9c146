package dev.laneledger.app.cli;

import dev.laneledger.app.bench.Bench;
import dev.laneledger.app.bench.BenchOutput;
import dev.laneledger.app.bench.BenchPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger bench}: throughput and latencies, beside what this machine can do. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a ledger on this machine, and beside it the machine's own limits.",
      "A server in a process of its own takes appends and reads over HTTP; then its ledger is",
      "verified and replayed. Rounds alternate with the probes of disk, SHA-256, HTTP and store.",
      "Let nothing else run meanwhile."
    })
final class BenchCommand implements Callable<Integer> {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = {
        "an absent or empty directory on the disk to measure, which keeps the ledger",
        "(default: a temporary one, which is deleted)"
      })
  private @Nullable Path dir;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "length of one round of one row, 0.1..600 (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "rounds, whose median counts, 1..100 (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "45",
      description = "seconds of load before the first round, 0..600 (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--lanes",
      paramLabel = "N,N",
      split = ",",
      defaultValue = "1,32",
      description = "clients, each with a lane of its own, 1..256 (default: ${DEFAULT-VALUE})")
  private List<Integer> lanes = List.of();

  @Option(
      names = "--batch",
      paramLabel = "N,N",
      split = ",",
      defaultValue = "1,1000",
      description = "events in a request, 1..10000 (default: ${DEFAULT-VALUE})")
  private List<Integer> batches = List.of();

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "0",
      description = "fill the ledger up to so many entries, and measure again (default: do not)")
  private long entries;

  @Option(
      names = "--no-replay",
      description = "do not replay the ledger at the end, which takes longest")
  private boolean withoutReplay;

  @Option(
      names = "--jdbc-url",
      paramLabel = "U",
      description = {
        "keep the ledger in this empty PostgreSQL database, jdbc:postgresql://HOST/DATABASE",
        "(default: SQLite in DIR); the ledger stays there"
      })
  private @Nullable String jdbcUrl;

  @Option(names = "--json", description = "print one line of JSON with every round")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (dir != null && !Trees.isFree(dir)) {
      throw usage("DIR must be absent or an empty directory, but " + dir + " is not");
    }
    Path directory = dir == null ? Files.createTempDirectory("ledger-bench.") : dir;
    try {
      return measure(plan(directory));
    } finally {
      if (dir == null) {
        Trees.delete(directory);
      }
    }
  }

  private int measure(BenchPlan plan) throws IOException, InterruptedException {
    Progress progress = new Progress(spec.commandLine().getErr());
    BenchOutput result = new BenchOutput(plan, new Bench(plan, progress::step).run());
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? result.json() + "\n" : result.text());
    out.flush();
    return Exits.GOOD;
  }

  private BenchPlan plan(Path directory) {
    try {
      return new BenchPlan(
          directory,
          seconds,
          rounds,
          warmUp,
          lanes,
          batches,
          entries,
          !withoutReplay,
          Main.class.getName(),
          jdbcUrl);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException usage(String rule) {
    return new ParameterException(spec.commandLine(), rule);
  }
}
