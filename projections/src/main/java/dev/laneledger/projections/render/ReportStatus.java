package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.projections.blocker.BlockerState;
import java.util.ArrayList;
import java.util.List;

/** Section 1: final status, headline verdicts, packet tree, discrepancies. */
final class ReportStatus {
  private ReportStatus() {}

  static void status(Report report) {
    report.text().heading("1. Final status and headline verdicts");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Final status", finalStatus(report)));
    rows.add(List.of("No action requested by a step", report.answer("no-action-requested")));
    rows.add(List.of("Isolated before the first step", report.answer("isolated-first")));
    rows.add(List.of("Preflight", report.answer("preflight-passed")));
    rows.add(List.of("Rehearsal execution", report.answer("steps-passed")));
    rows.add(List.of("Applying changed the content", report.answer("applied-differs")));
    rows.add(List.of("Rollback restored it", report.answer("restored")));
    rows.add(List.of("Validator", report.answer("validator-holds")));
    rows.add(List.of("Bad requests failed closed", report.answer("probes-failed-closed")));
    rows.add(List.of("Good request allowed", report.answer("control-allowed")));
    rows.add(List.of("Unknown surfaces name blockers", report.answer("unknowns-name-blockers")));
    rows.add(List.of("Untouched surfaces", attested(report)));
    rows.add(List.of("Requests refused", refusals(report)));
    rows.add(List.of("Blockers", blockers(report)));
    rows.add(List.of("Default decision in effect", report.answer("nothing-selected")));
    rows.add(List.of("Tickets only reserved", report.answer("tickets-only-reserved")));
    report.text().table(List.of("dimension", "verdict"), rows);
    packetTree(report);
    discrepancies(report);
  }

  private static String finalStatus(Report report) {
    LaneView lane = report.lane();
    for (Fact<LaneData.Completed> f : lane.all(LaneData.Completed.class)) {
      return "**" + f.data().outcome() + "**, " + Markdown.code(f.data().status()) + report.cite(f);
    }
    for (Fact<LaneData.Stopped> f : lane.all(LaneData.Stopped.class)) {
      return "**STOPPED**: " + Markdown.text(f.data().reason()) + report.cite(f);
    }
    for (Fact<LaneData.Imported> f : lane.all(LaneData.Imported.class)) {
      return "outcome "
          + Report.claimed(f.data().outcome())
          + ", status "
          + Report.claimed(f.data().status())
          + report.cite(f);
    }
    return lane.events().isEmpty() ? "no event is recorded" : "not ended";
  }

  private static String attested(Report report) {
    List<Fact<LaneData.SurfacesAttested>> facts =
        report.lane().all(LaneData.SurfacesAttested.class);
    Conclusion counted = report.conclusion("surfaces-counted");
    String differ =
        counted.answer() == Conclusion.Answer.NO ? "**the counts differ**" : "the counts agree";
    return facts.isEmpty()
        ? "not shown"
        : "attested, not proven: "
            + counted.because()
            + ", "
            + differ
            + report.cite(counted.basis());
  }

  private static String refusals(Report report) {
    List<Fact<LedgerData.Refused>> facts = report.lane().all(LedgerData.Refused.class);
    return facts.size() + " in the lane's stream" + report.cite(facts.stream());
  }

  private static String blockers(Report report) {
    BlockerState state = report.lane().state().blockers();
    List<BlockerChange> changes = BlockerChange.of(report.lane());
    return "**"
        + state.open()
        + " open** of "
        + state.blockers().size()
        + ", changed by this lane: "
        + changes.size()
        + report.cite(changes.stream().map(BlockerChange::by).toList());
  }

  private static void packetTree(Report report) {
    List<TreeClaims.Claim> claims = TreeClaims.of(report.lane());
    if (claims.stream().noneMatch(TreeClaims.Claim::sealed)) {
      report.text().paragraph("No packet was sealed.");
    }
    report
        .text()
        .table(
            List.of("packet tree", "stated by", "standing"),
            claims.stream()
                .map(c ->
                    List.of(
                        Markdown.code(c.tree().hex()),
                        Markdown.text(c.who()) + report.cite(c.by()),
                        c.sealed() ? "sealed: a replay renders it again" : "claimed"))
                .toList());
  }

  private static void discrepancies(Report report) {
    List<String> found = Discrepancies.of(report);
    report.text().paragraph(found.isEmpty() ? "Discrepancies: none found." : "Discrepancies:");
    report.text().bullets(found);
  }
}
