package dev.laneledger.projections.render;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.projections.blocker.Blocker;
import java.util.List;
import java.util.Map;

/** Sections 9 and 11: the blocker map, open blockers and who must act. */
final class ReportBlockers {
  private ReportBlockers() {}

  static void blockers(Report report) {
    report.text().heading("9. Updated blocker map");
    List<BlockerChange> changes = BlockerChange.of(report.lane());
    report
        .text()
        .paragraph(
            "**"
                + report.lane().state().blockers().open()
                + " open.** "
                + (changes.isEmpty() ? "This lane changed none." : "Changed by this lane:"));
    report
        .text()
        .table(
            List.of("blocker", "change", "leg", "result", "status now", "event"),
            changes.stream().map(c -> change(report, c)).toList());
    report
        .text()
        .table(
            List.of("blocker", "leg", "who discharges", "strength", "state", "evidence"),
            report.lane().state().blockers().blockers().entrySet().stream()
                .flatMap(b -> b.getValue().legs().stream().map(l -> leg(report, b.getKey(), l)))
                .toList());
  }

  private static List<String> change(Report report, BlockerChange change) {
    return List.of(
        Markdown.text(change.blocker()),
        change.kind(),
        Report.orDash(change.leg()),
        Report.claimed(change.words()),
        report
            .lane()
            .state()
            .blockers()
            .blocker(change.blocker())
            .map(b -> b.status().name())
            .orElse("—"),
        report.cite(change.by()).strip());
  }

  private static List<String> leg(Report report, String blocker, Blocker.LegState leg) {
    return List.of(
        Markdown.text(blocker),
        Markdown.text(leg.leg()),
        leg.actor().name(),
        leg.strength().name(),
        leg.state().name(),
        leg.evidence().isEmpty() ? "—" : report.cite(leg.evidence()).strip());
  }

  static void openBlockers(Report report) {
    report.text().heading("11. Open blockers and who must act");
    List<Map.Entry<String, Blocker>> open =
        report.lane().state().blockers().blockers().entrySet().stream()
            .filter(b -> b.getValue().open())
            .toList();
    if (open.isEmpty()) {
      report.text().paragraph("No blocker is open.");
      return;
    }
    report
        .text()
        .table(
            List.of("blocker", "subject", "status", "actors", "next action", "blocks", "raised"),
            open.stream().map(b -> open(report, b.getKey(), b.getValue())).toList());
    report
        .text()
        .table(
            List.of("who must act", "can be done now", "waits for something unmet"),
            OpenLeg.byActor(report.lane()).entrySet().stream()
                .map(a ->
                    List.of(a.getKey().name(), legs(a.getValue(), true), legs(a.getValue(), false)))
                .toList());
  }

  private static List<String> open(Report report, String id, Blocker blocker) {
    EventRef raised = BlockerChange.raised(report.lane(), id);
    return List.of(
        Markdown.text(id),
        Markdown.text(blocker.subject()),
        blocker.status().name(),
        Report.list(blocker.actors()),
        Markdown.text(blocker.nextAction()),
        Report.list(blocker.blocks()),
        report.cite(raised).strip());
  }

  private static String legs(List<OpenLeg> legs, boolean ready) {
    List<String> names = legs.stream().filter(l -> l.ready() == ready).map(OpenLeg::name).toList();
    return Report.list(names);
  }
}
