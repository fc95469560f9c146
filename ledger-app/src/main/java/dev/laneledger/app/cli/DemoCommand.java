package dev.laneledger.app.cli;

import dev.laneledger.app.scenario.LaneStoppedException;
import dev.laneledger.app.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger demo}: one governed lane from its decision to a replayed packet. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one governed lane for real, from its decision to a replayed packet.",
      "On a new ledger it registers a program, rehearses a change on an isolated clone, sends bad"
          + " requests that must be refused, seals the evidence packet, exports the ledger and"
          + " replays it twice. Exit 0: everything held; 1: something did not."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String DEFAULT = "ledger-demo";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "an absent or empty directory (default: ledger-demo, or ledger-demo-2, ...)")
  private @Nullable Path dir;

  @Option(
      names = "--scenario",
      paramLabel = "FOLDER",
      description = "another program: a folder with program.json, lane.json and scenario.json")
  private @Nullable Path scenario;

  @Option(
      names = "--tamper",
      description = "afterwards change one byte of one entry in a copy and show that it is found")
  private boolean tamper;

  @Option(names = "--json", description = "print the result as one JSON object")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = directory();
    PrintWriter err = spec.commandLine().getErr();
    Progress progress = new Progress(err);
    Scenario played = scenario == null ? Scenario.shipped("fix7") : Scenario.in(scenario);
    DemoResult result;
    try {
      result = new Demo(directory, played, progress).run();
    } catch (LaneStoppedException stopped) {
      err.println("the lane stopped: " + stopped.getMessage());
      return 1;
    }
    boolean found = true;
    if (tamper) {
      TamperDemo.Found tampered = new TamperDemo(directory, result, progress).run();
      result = result.withTampering(tampered);
      found = tampered.found();
    }
    print(result, spec.commandLine().getOut());
    return result.good() && found ? 0 : 1;
  }

  private void print(DemoResult result, PrintWriter out) {
    out.print(json ? VerdictJson.line(result.toJson()) + "\n" : DemoSummary.of(result));
    out.flush();
  }

  private Path directory() throws IOException {
    if (dir == null) {
      return fresh();
    }
    if (!Trees.isFree(dir)) {
      throw new ParameterException(
          spec.commandLine(),
          "DIR must be absent or an empty directory, but "
              + dir
              + " is not: remove it, or name another with --dir");
    }
    return dir;
  }

  private static Path fresh() throws IOException {
    Path candidate = Path.of(DEFAULT);
    for (int n = 2; !Trees.isFree(candidate); n++) {
      candidate = Path.of(DEFAULT + "-" + n);
    }
    return candidate;
  }
}
