package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import java.util.List;
import java.util.stream.Collectors;

/** Sections 4 and 5: execution with rollback, validator. */
final class ReportRehearsal {
  private ReportRehearsal() {}

  static void execution(Report report) {
    report.text().heading("4. Rehearsal execution and rollback");
    List<Fact<LaneData.StepExecuted>> steps = report.lane().all(LaneData.StepExecuted.class);
    if (steps.isEmpty()) {
      report.notPerformed("lane.step-executed");
    }
    report
        .text()
        .table(
            List.of("step", "does", "mutates", "action", "result", "saw", "event"),
            steps.stream().map(f -> step(report, f)).toList());
    rollback(report);
    evidence(report);
  }

  private static List<String> step(Report report, Fact<LaneData.StepExecuted> fact) {
    LaneData.StepExecuted step = fact.data();
    String saw =
        step.observations().stream()
            .map(o -> Markdown.text(o.name()) + " " + Report.brief(o.value()))
            .collect(Collectors.joining(", "));
    return List.of(
        Markdown.text(step.step()),
        Markdown.text(step.does()),
        Markdown.text(step.mutates()),
        step.action() == null ? "none" : Markdown.code(step.action()),
        step.result().name(),
        saw.isEmpty() ? "—" : saw,
        report.cite(fact).strip());
  }

  private static void rollback(Report report) {
    List<Fact<LaneData.RollbackProven>> facts = report.lane().all(LaneData.RollbackProven.class);
    if (facts.isEmpty()) {
      report.notPerformed("lane.rollback-proven");
      return;
    }
    for (Fact<LaneData.RollbackProven> f : facts) {
      report
          .text()
          .table(
              List.of(
                  "rollback entry",
                  "path",
                  "rows",
                  "before",
                  "after apply",
                  "after rollback",
                  "applied differs",
                  "restored",
                  "in production",
                  "event"),
              f.data().entries().stream().map(e -> entry(report, e, f)).toList());
      report
          .text()
          .table(
              List.of("invariant", "before", "after", "unchanged"),
              f.data().invariants().stream()
                  .map(i ->
                      List.of(
                          Markdown.text(i.name()),
                          Report.brief(i.before()),
                          Report.brief(i.after()),
                          Proofs.unchanged(i) ? "YES" : "**NO**"))
                  .toList());
    }
    report
        .text()
        .paragraph(
            "Applying changed the content: "
                + report.answer("applied-differs")
                + ". Restored: "
                + report.answer("restored")
                + ". Rows restored: "
                + report.answer("rows-restored")
                + ".");
  }

  private static List<String> entry(Report report, LaneData.RollbackEntry entry, Fact<?> by) {
    return List.of(
        Markdown.text(entry.id()),
        Markdown.text(entry.path()),
        Report.list(entry.rows()),
        Report.brief(entry.before()),
        Report.brief(entry.afterApply()),
        Report.brief(entry.afterRollback()),
        Proofs.mutated(entry) ? "YES" : "**NO**",
        Proofs.restored(entry) && Proofs.rowsRestored(entry) ? "YES" : "**NO**",
        Markdown.text(entry.productionRollbackStatus()),
        report.cite(by).strip());
  }

  private static void evidence(Report report) {
    report
        .text()
        .table(
            List.of("attached evidence", "SHA-256", "bytes", "summary", "event"),
            report.lane().all(LaneData.EvidenceAttached.class).stream()
                .map(f ->
                    List.of(
                        Markdown.code("evidence/" + f.data().path()),
                        Report.brief(f.data().sha256()),
                        Long.toString(f.data().bytes()),
                        Report.claimed(f.data().summary()),
                        report.cite(f).strip()))
                .toList());
  }

  static void validator(Report report) {
    report.text().heading("5. Validator");
    List<Fact<LaneData.Validated>> facts = report.lane().all(LaneData.Validated.class);
    if (facts.isEmpty()) {
      report.notPerformed("lane.validated");
    }
    for (Fact<LaneData.Validated> f : facts) {
      LaneData.Validated run = f.data();
      report
          .text()
          .paragraph(
              "Pack "
                  + Markdown.code(run.pack())
                  + ", SHA-256 "
                  + Markdown.code(run.packSha256().hex())
                  + (Proofs.adopted(report.lane(), run)
                      ? ", equal to the adopted one"
                      : ", **not the adopted one**")
                  + report.cite(f)
                  + ".");
      report
          .text()
          .bullets(
              List.of(
                  "selftest: " + run.selftest(),
                  "the lane's proof: " + run.proof() + codes(run.proofCodes()),
                  "control, entry "
                      + Markdown.text(run.control().entry())
                      + " forced to show no mutation: "
                      + run.control().result()
                      + codes(run.control().codes())
                      + ", must be FAIL",
                  "outcome: " + run.outcome(),
                  "kept beside it, " + Report.claimed(run.claim())));
      report.text().paragraph("Holds: " + report.answer("validator-holds") + ".");
    }
  }

  private static String codes(List<String> codes) {
    return codes.isEmpty()
        ? ""
        : codes.stream().map(Markdown::code).collect(Collectors.joining(", ", " with ", ""));
  }
}
