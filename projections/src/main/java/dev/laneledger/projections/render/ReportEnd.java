package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Check;
import dev.laneledger.projections.BlockerPath;
import dev.laneledger.projections.Row;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.decision.DecisionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sections 13 and 14: self-check and the next step. */
final class ReportEnd {
  private ReportEnd() {}

  static void selfCheck(Report report) {
    report.text().heading("13. Self-check");
    List<Fact<LaneData.SelfChecked>> facts = report.lane().all(LaneData.SelfChecked.class);
    if (facts.isEmpty()) {
      report.notPerformed("lane.self-checked");
    }
    facts.forEach(f -> declared(report, f));
    report.text().paragraph("What follows from the events, whatever was declared:");
    report
        .text()
        .table(
            List.of("conclusion", "holds if", "answer", "because"),
            report.conclusions().stream()
                .map(c ->
                    List.of(
                        Markdown.code(c.id()),
                        Markdown.text(c.statement()),
                        Report.answer(c.answer()),
                        Markdown.text(c.because()) + report.cite(c.basis())))
                .toList());
  }

  private static void declared(Report report, Fact<LaneData.SelfChecked> fact) {
    List<Check> checks = fact.data().checks();
    report
        .text()
        .paragraph(
            "Declared by the lane"
                + report.cite(fact)
                + ", and beside it what follows from the events that it names:");
    report
        .text()
        .table(
            List.of("#", "check", "claimed", "basis", "follows from the basis"),
            IntStream.range(0, checks.size())
                .mapToObj(i -> declared(report, i + 1, checks.get(i)))
                .toList());
  }

  private static List<String> declared(Report report, int number, Check check) {
    List<String> beside = ClosingFiles.beside(check, report.conclusions());
    return List.of(
        Integer.toString(number),
        Markdown.text(check.check()),
        check.answer().name(),
        check.basis().isEmpty() ? "none named" : report.cite(check.basis()).strip(),
        beside.isEmpty()
            ? "nothing: a claim"
            : beside.stream().map(Markdown::text).collect(Collectors.joining(", ")));
  }

  static void nextStep(Report report) {
    report.text().heading("14. Minimal next step");
    List<String> steps = new ArrayList<>();
    DecisionState decisions = report.lane().state().decisions();
    decisions
        .newestPacket()
        .ifPresent(p ->
            steps.add(
                "The owner decides on "
                    + Markdown.code(String.valueOf(decisions.newest()))
                    + report.cite(p.publishedBy())
                    + "; until then "
                    + Markdown.code(p.defaultOption())
                    + " holds."));
    Optional<OpenLeg> next = OpenLeg.next(report.lane());
    next.ifPresent(l -> steps.add(step(report, l)));
    if (next.isEmpty() && report.lane().state().blockers().open() > 0) {
      steps.add("Every open leg waits for a grant or for another leg; only the owner can go on.");
    }
    if (report.lane().state().blockers().open() == 0) {
      steps.add("No blocker is open.");
    }
    report.text().bullets(steps);
    paths(report);
    report
        .text()
        .paragraph("Each named action still needs its own grant; none follows from this lane.");
  }

  /** What stands between now and each action that an open blocker blocks. */
  private static void paths(Report report) {
    List<List<String>> rows =
        report.lane().state().blockers().blockers().values().stream()
            .filter(Blocker::open)
            .flatMap(b -> b.blocks().stream())
            .distinct()
            .sorted(Row.KEY_ORDER)
            .map(target -> BlockerPath.to(target, report.lane().state()))
            .map(p ->
                List.of(
                    Markdown.code(p.target()),
                    Integer.toString(p.steps().size()),
                    Long.toString(p.steps().stream().filter(BlockerPath.Step::ready).count()),
                    Report.list(List.copyOf(p.grants())),
                    Report.list(List.copyOf(p.inputs())),
                    Report.list(List.copyOf(p.actors()))))
            .toList();
    report
        .text()
        .table(
            List.of(
                "blocked",
                "open legs",
                "can be done now",
                "grants missing",
                "inputs missing",
                "who"),
            rows);
  }

  private static String step(Report report, OpenLeg leg) {
    String missing =
        leg.ready()
            ? "Nothing is missing for this: "
            : "Missing, from "
                + Report.list(leg.actors())
                + ": "
                + ReportDecisions.requirements(leg.unmet())
                + ". With it, ";
    return missing
        + leg.leg().actor()
        + " can discharge the leg **"
        + Markdown.text(leg.leg().leg())
        + "** of "
        + Markdown.code(leg.blocker())
        + report.cite(BlockerChange.raised(report.lane(), leg.blocker()))
        + " with evidence of strength "
        + leg.leg().strength()
        + ".";
  }
}
