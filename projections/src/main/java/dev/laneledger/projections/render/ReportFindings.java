package dev.laneledger.projections.render;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import java.util.List;

/** Sections 6 to 8: surfaces, probes and refusals, forbidden surfaces. */
final class ReportFindings {
  private ReportFindings() {}

  static void surfaces(Report report) {
    report.text().heading("6. Surfaces and the unknown ones");
    List<Fact<LaneData.SurfaceClassified>> facts =
        report.lane().all(LaneData.SurfaceClassified.class);
    if (facts.isEmpty()) {
      report.notPerformed("lane.surface-classified");
    }
    report
        .text()
        .table(
            List.of(
                "surface",
                "class",
                "result",
                "blocker",
                "who",
                "input needed",
                "affects safety",
                "event"),
            facts.stream().map(f -> surface(report, f)).toList());
    if (!facts.isEmpty()) {
      report
          .text()
          .paragraph(
              "Unknown ones name a blocker: " + report.answer("unknowns-name-blockers") + ".");
    }
  }

  private static List<String> surface(Report report, Fact<LaneData.SurfaceClassified> fact) {
    LaneData.SurfaceClassified s = fact.data();
    return List.of(
        Markdown.text(s.surface()),
        Markdown.code(s.classification()),
        s.result() == null ? "—" : Markdown.code(s.result()),
        Report.orDash(s.blocker()),
        s.actors() == null ? "—" : Report.list(s.actors()),
        Report.orDash(s.inputNeeded()),
        s.affectsSafety() == null ? "not stated" : "claimed: " + s.affectsSafety(),
        report.cite(fact).strip());
  }

  static void probes(Report report) {
    report.text().heading("7. Bad-input probes and refusals");
    List<Fact<LaneData.Probed>> facts = report.lane().all(LaneData.Probed.class);
    if (facts.isEmpty()) {
      report.notPerformed("lane.probed");
    }
    for (Fact<LaneData.Probed> f : facts) {
      report
          .text()
          .table(
              List.of("probe", "defect", "failed closed", "code", "refusal", "event"),
              f.data().probes().stream().map(p -> probe(report, p, f)).toList());
      LaneData.ProbeControl control = f.data().control();
      report
          .text()
          .paragraph(
              "Control, a good request: "
                  + Markdown.text(control.request())
                  + ", allowed: "
                  + (control.allowed() ? "YES" : "**NO**")
                  + report.cite(control.event())
                  + ". Failed closed: "
                  + report.answer("probes-failed-closed")
                  + ".");
    }
    refusals(report);
  }

  private static List<String> probe(Report report, LaneData.Probe probe, Fact<?> by) {
    EventRef refusal = probe.refusal();
    String kept =
        switch (Refusals.of(report.lane(), probe)) {
          case FOUND -> "found" + report.cite(refusal);
          case MISSING -> "**not there**" + report.cite(refusal);
          case ELSEWHERE -> "in a stream not read here" + report.cite(refusal);
        };
    return List.of(
        Markdown.text(probe.id()),
        Markdown.text(probe.defect()),
        probe.failedClosed() ? "YES" : "**NO**",
        Markdown.code(probe.code()),
        kept,
        report.cite(by).strip());
  }

  private static void refusals(Report report) {
    List<Fact<LedgerData.Refused>> facts = report.lane().all(LedgerData.Refused.class);
    report.text().paragraph("Requests refused in the lane's stream: " + facts.size() + ".");
    report
        .text()
        .table(
            List.of("code", "rule", "pack", "who asked", "event"),
            facts.stream()
                .map(f ->
                    List.of(
                        Markdown.code(f.data().code()),
                        Markdown.text(f.data().rule()),
                        Report.orDash(f.data().pack()),
                        Markdown.code(f.data().actor()),
                        report.cite(f).strip()))
                .toList());
  }

  static void forbidden(Report report) {
    report.text().heading("8. Forbidden surfaces");
    List<Fact<LaneData.SurfacesAttested>> facts =
        report.lane().all(LaneData.SurfacesAttested.class);
    if (facts.isEmpty()) {
      report.notPerformed("lane.surfaces-attested");
    }
    for (Fact<LaneData.SurfacesAttested> f : facts) {
      report
          .text()
          .paragraph(
              "Attested by the lane, not proven: "
                  + f.data().claimed()
                  + " claimed, "
                  + f.data().surfaces().size()
                  + " named"
                  + report.cite(f)
                  + ".");
      report
          .text()
          .table(
              List.of("surface", "attested", "event"),
              f.data().surfaces().stream()
                  .map(s ->
                      List.of(
                          Markdown.text(s.surface()),
                          Markdown.code(s.state()),
                          report.cite(f).strip()))
                  .toList());
    }
  }
}
