package dev.laneledger.app.cli;

import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.audit.TableDetection;
import dev.laneledger.app.detection.CopyDetected;
import dev.laneledger.app.detection.CopyDetection;
import dev.laneledger.projections.detection.Detected;
import dev.laneledger.projections.detection.Detection;
import dev.laneledger.projections.replay.BytesAndCopies;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger verify}: proves the bytes. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Proves a ledger's bytes without its server.",
      "It computes canonical form, leaf, chain, tree, stream sequences, signed checkpoint and",
      "blobs anew, and names the first entry that differs.",
      "Exit 0: verified against the given key; 1: tampered; 2: unusable input; 3: gaps."
    })
final class VerifyCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Mixin private AuditOptions options = new AuditOptions();

  @Option(
      names = "--prove-detection",
      description = {
        "attack copies of the ledger in every way of a catalogue, and print how many attempts",
        "which verification notices; the ledger itself must replay"
      })
  private boolean proveDetection;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return options.run(spec, proveDetection ? this::proveDetection : this::verify);
  }

  private int verify(OfflineLedger ledger, Pins pins) {
    long start = System.nanoTime();
    VerificationReport report;
    try (EntryProgress progress = new EntryProgress(spec.commandLine().getErr())) {
      report = BytesAndCopies.verify(ledger, pins, progress);
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(VerdictJson.line(VerdictJson.of(report)));
    } else {
      VerdictText text = new VerdictText(out);
      text.head(report.verdict(), report, seconds);
      text.leavesOpen("what the entries mean (ledger replay), and whether they are true");
      text.findings(report.findings(), report.total());
    }
    out.flush();
    return report.verdict().exitCode();
  }

  /** Exit 0 if every attempt was noticed by who must notice it, 1 if one was not. */
  private int proveDetection(OfflineLedger ledger, Pins pins) {
    Progress progress = new Progress(spec.commandLine().getErr());
    List<Detected> detected =
        Detection.prove(ledger, pins, attack -> progress.step("attack: " + attack.words()));
    progress.step("attack: every table of the database");
    List<TableDetection.Noticed> tables =
        options.directory().map(dir -> TableDetection.prove(dir, pins)).orElse(List.of());
    List<CopyDetected> copies =
        CopyDetection.prove(
            ledger, CopyDetection.MOST, place -> progress.step("attack: " + place.words()));
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(VerdictJson.line(DetectionJson.of(detected, tables, copies)));
    } else {
      new DetectionText(out).print(detected, tables, copies);
    }
    out.flush();
    boolean asPromised =
        detected.stream().allMatch(Detected::asPromised)
            && tables.stream().allMatch(TableDetection.Noticed::asPromised)
            && copies.stream().allMatch(CopyDetected::asPromised);
    return asPromised ? Exits.GOOD : Exits.REFUSED;
  }
}
