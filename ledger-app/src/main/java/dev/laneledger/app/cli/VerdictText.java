package dev.laneledger.app.cli;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints a verdict for a person: one line, what it rests on, then the findings. */
final class VerdictText {
  private static final int SHOWN = 20;

  private final PrintWriter out;

  VerdictText(PrintWriter out) {
    this.out = out;
  }

  void head(Verdict verdict, VerificationReport report, double seconds) {
    String origin = report.origin() == null ? "(no genesis)" : report.origin();
    line(
        "%s  %s  %d entries  root %s  %.2f s  %.0f entries/s",
        verdict, origin, report.size(), report.root(), seconds, report.size() / seconds);
    line("  rests on  %s", report.trust().text());
    report
        .timestamps()
        .forEach(stamp ->
            line(
                "  existed   %d entries before %s, says %s",
                stamp.size(), stamp.time(), stamp.authority()));
    line(
        "  covers    %s, %d streams, %d blobs",
        report.signedSize() < 0 ? "no checkpoint" : report.signedSize() + " entries by checkpoint",
        report.streams(),
        report.blobs());
  }

  /** What no finding says because nobody looked. */
  void leavesOpen(String what) {
    line("  leaves open  %s", what);
  }

  void line(String format, Object... values) {
    out.println(Printable.of(String.format(Locale.ROOT, format, values)));
  }

  void findings(List<Finding> findings, long total) {
    findings.stream().limit(SHOWN).forEach(this::finding);
    if (total > SHOWN) {
      line("and %d more; --json lists the first of each sort", total - SHOWN);
    }
  }

  private void finding(Finding finding) {
    String at = finding.seq() == Finding.NO_ENTRY ? "" : "  entry " + finding.seq();
    String subject = finding.subject().isEmpty() ? "" : "  " + finding.subject();
    line("%s%s%s: %s", finding.kind(), at, subject, finding.rule());
    line("  expected  %s", finding.expected());
    line("  actual    %s", finding.actual());
  }

  /** The first digits, enough to compare by eye. */
  static String brief(Hash hash) {
    return hash.hex().substring(0, 16);
  }
}
