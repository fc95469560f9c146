package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import java.util.List;
import java.util.stream.Stream;

/** Sections 2 and 3: preflight and target. */
final class ReportStart {
  private ReportStart() {}

  static void preflight(Report report) {
    report.text().heading("2. Preflight");
    List<Fact<LaneData.PreflightChecked>> facts =
        report.lane().all(LaneData.PreflightChecked.class);
    if (facts.isEmpty()) {
      report.notPerformed("lane.preflight-checked");
      return;
    }
    Pins pins = Pins.of(report.lane());
    for (Fact<LaneData.PreflightChecked> f : facts) {
      report
          .text()
          .table(
              List.of("gate", "of", "expected", "observed", "stated", "by its values", "event"),
              f.data().gates().stream().map(g -> gate(report, g, pins, f)).toList());
      report
          .text()
          .table(
              List.of("document", "revision", "bytes", "SHA-256", "equals the pin"),
              f.data().gates().stream()
                  .flatMap(g -> g.documents().stream())
                  .map(d -> document(report, d, pins))
                  .toList());
      report
          .text()
          .bullets(
              f.data().gates().stream()
                  .filter(g -> g.note() != null)
                  .map(g -> Markdown.text(g.gate()) + ", " + Report.claimed(g.note()))
                  .toList());
    }
    report.text().paragraph("All passed: " + report.answer("preflight-passed") + ".");
  }

  private static List<String> gate(Report report, LaneData.Gate gate, Pins pins, Fact<?> by) {
    return List.of(
        Markdown.text(gate.gate()),
        Report.orDash(gate.subject()),
        Markdown.text(gate.expected()),
        Markdown.text(gate.observed()),
        gate.result().name(),
        Proofs.passes(gate, pins) ? "PASS" : "FAIL",
        report.cite(by).strip());
  }

  private static List<String> document(Report report, LaneData.ReadDocument read, Pins pins) {
    return List.of(
        Markdown.code(read.path()),
        Long.toString(read.storeRevision()),
        Long.toString(read.bytes()),
        Report.brief(read.sha256()),
        pins.equal(read).map(f -> "YES" + report.cite(f)).orElse("**NO**" + fault(read)));
  }

  private static String fault(LaneData.ReadDocument read) {
    return read.fault() == null ? "" : " " + Markdown.code(read.fault().name());
  }

  static void target(Report report) {
    report.text().heading("3. Isolated rehearsal target");
    List<Fact<LaneData.TargetLocked>> facts = report.lane().all(LaneData.TargetLocked.class);
    if (facts.isEmpty()) {
      report.notPerformed("lane.target-locked");
      return;
    }
    facts.forEach(f -> target(report, f));
    report.text().paragraph("Isolated first: " + report.answer("isolated-first") + ".");
  }

  private static void target(Report report, Fact<LaneData.TargetLocked> fact) {
    LaneData.TargetLocked lock = fact.data();
    List<LaneData.Target> targets =
        Stream.concat(Stream.of(lock.selected()), lock.notSelected().stream()).toList();
    report
        .text()
        .table(
            List.of("target", "kind", "production", "allowed", "selected", "event"),
            targets.stream()
                .map(t ->
                    List.of(
                        Markdown.text(t.name()),
                        Markdown.text(t.kind()),
                        yes(t.isProduction()),
                        yes(t.allowed()),
                        yes(t.equals(lock.selected())),
                        report.cite(fact).strip()))
                .toList());
    report
        .text()
        .table(
            List.of("condition of the isolation proof", "holds"),
            Proofs.isolation(lock).stream()
                .map(c -> List.of(Markdown.text(c.condition()), c.holds() ? "YES" : "**NO**"))
                .toList());
    report
        .text()
        .paragraph(
            "Clone at "
                + Markdown.code(lock.isolation().pathToken())
                + ", compared with "
                + Report.list(lock.isolation().comparedWith())
                + ". Not yet available: "
                + Report.list(lock.notYetAvailable())
                + ". Verdict, "
                + Report.claimed(lock.verdict())
                + report.cite(fact)
                + ".");
  }

  private static String yes(boolean value) {
    return value ? "yes" : "no";
  }
}
