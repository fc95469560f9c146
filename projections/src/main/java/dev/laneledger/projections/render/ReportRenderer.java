package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders a lane's report, {@code report.v1}: Markdown in fourteen sections, the same for every
 * lane, ended, stopped, running, imported or empty. Each statement is followed by the events that
 * it rests on. It holds no time and is not part of the packet, so that it can state the packet
 * tree.
 */
public final class ReportRenderer {
  /** The name of this form of the report. */
  public static final String NAME = "report.v1";

  private ReportRenderer() {}

  /** The report as Markdown text with LF, ending in one LF. */
  public static String render(LaneRecord laneRecord) {
    Report report = new Report(LaneView.untilEnd(laneRecord));
    head(report);
    ReportStatus.status(report);
    ReportStart.preflight(report);
    ReportStart.target(report);
    ReportRehearsal.execution(report);
    ReportRehearsal.validator(report);
    ReportFindings.surfaces(report);
    ReportFindings.probes(report);
    ReportFindings.forbidden(report);
    ReportBlockers.blockers(report);
    ReportDecisions.decision(report);
    ReportBlockers.openBlockers(report);
    ReportDecisions.tickets(report);
    ReportEnd.selfCheck(report);
    ReportEnd.nextStep(report);
    return report.text().end();
  }

  private static void head(Report report) {
    LaneRecord laneRecord = report.lane().laneRecord();
    report.text().title(laneRecord.program() + ": lane " + laneRecord.lane());
    report
        .text()
        .paragraph(
            "Rendered by "
                + Markdown.code(NAME)
                + " from the ledger's events. `lane #n` is event n, counted from 0, of "
                + Markdown.code(laneRecord.stream().path())
                + "; `program #n` and `tickets PREFIX #n` are events of the program's own and its"
                + " ticket streams. What is marked *claimed* was stated by somebody and cannot be"
                + " recomputed here; what is marked *attested* is the lane's word on what it did"
                + " not touch; everything else is computed from the events named behind it. *Not"
                + " shown* is not a yes.");
    report.text().table(List.of("lane", ""), facts(report));
    report
        .text()
        .paragraph(
            "A clone rehearsal is not production execution. This report authorizes nothing.");
  }

  private static List<List<String>> facts(Report report) {
    List<List<String>> rows = new ArrayList<>();
    LaneView lane = report.lane();
    for (Fact<LaneData.Opened> f : lane.all(LaneData.Opened.class)) {
      LaneData.Opened data = f.data();
      rows.add(List.of("macro", Markdown.code(data.macro()) + report.cite(f)));
      rows.add(List.of("authority", Markdown.code(data.authority()) + report.cite(f)));
      rows.add(List.of("host", Report.claimed(data.host()) + report.cite(f)));
      rows.add(List.of("date", Report.claimed(data.date()) + report.cite(f)));
      rows.add(List.of("consumes", Markdown.code(data.consumes()) + report.cite(f)));
    }
    lane.consumption()
        .ifPresent(f ->
            rows.add(
                List.of("decision consumed", Markdown.code(f.data().token()) + report.cite(f))));
    for (Fact<LaneData.Imported> f : lane.all(LaneData.Imported.class)) {
      LaneData.Imported data = f.data();
      rows.add(List.of("imported as", Report.claimed(data.title()) + report.cite(f)));
      rows.add(List.of("macro", Report.claimed(data.macro())));
      rows.add(List.of("host", Report.claimed(data.host())));
      rows.add(List.of("date", Report.claimed(data.date())));
    }
    return rows;
  }
}
