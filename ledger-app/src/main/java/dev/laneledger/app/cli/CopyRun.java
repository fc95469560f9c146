package dev.laneledger.app.cli;

import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.upkeep.LedgerCopy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Makes a verified copy and says what became of it, for {@code backup} and {@code restore}. */
final class CopyRun {
  private CopyRun() {}

  /** Exit 0: there is a verified copy; 1: it does not verify, so there is none; 2: unusable. */
  static int run(
      CommandSpec spec, Path from, Path to, boolean secrets, PinOptions pinned, boolean json) {
    try {
      Pins pins = pinned.pins();
      VerificationReport report = LedgerCopy.make(from, to, secrets, pins);
      boolean made = report.verdict() == Verdict.VERIFIED || report.verdict() == Verdict.GAPS;
      print(spec.commandLine().getOut(), report, made ? to.toString() : "no copy", json);
      return made ? Exits.GOOD : Exits.REFUSED;
    } catch (IOException | RuntimeException e) {
      return unusable(spec, String.valueOf(e.getMessage()));
    }
  }

  private static void print(PrintWriter out, VerificationReport report, String what, boolean json) {
    if (json) {
      out.println(VerdictJson.line(VerdictJson.of(report).put("out", what)));
    } else {
      out.println(
          "%s  %d entries, %d of them signed  root %s  %s"
              .formatted(
                  what, report.size(), report.signedSize(), report.root(), report.verdict()));
      new VerdictText(out).findings(report.findings(), report.total());
    }
    out.flush();
  }

  private static int unusable(CommandSpec spec, String message) {
    spec.commandLine().getErr().println(Printable.of(spec.qualifiedName() + ": " + message));
    return Exits.UNUSABLE;
  }
}
