package dev.laneledger.projections.render;

import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.decision.DecisionState;
import dev.laneledger.projections.decision.Packet;
import dev.laneledger.projections.decision.Selection;
import dev.laneledger.projections.ticket.TicketBook;
import dev.laneledger.projections.ticket.TicketRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sections 10 and 12: the decision packet and the tickets. */
final class ReportDecisions {
  private ReportDecisions() {}

  static void decision(Report report) {
    report.text().heading("10. Decision packet");
    DecisionState state = report.lane().state().decisions();
    Optional<Packet> newest = state.newestPacket();
    if (newest.isEmpty()) {
      report.text().paragraph("The program has no decision packet.");
    }
    newest.ifPresent(p -> packet(report, state, p));
    report.text().table(List.of("decided so far", "what", "standing"), Decided.of(report, state));
  }

  private static void packet(Report report, DecisionState state, Packet packet) {
    report
        .text()
        .paragraph(
            "Packet "
                + Markdown.code(String.valueOf(state.newest()))
                + report.cite(packet.publishedBy())
                + (DecisionFiles.publishedHere(report.lane()) ? ", published by this lane" : "")
                + ". Default **"
                + Markdown.code(packet.defaultOption())
                + "**, choose exactly "
                + packet.chooseExactly()
                + ". "
                + state
                    .newestSelection()
                    .map(s -> selected(report, s))
                    .orElse("Nothing is selected.")
                + " In effect, unless an expiry passes: "
                + Markdown.code(DecisionFiles.effective(state))
                + ".");
    report
        .text()
        .table(
            List.of("option", "requires", "unmet"),
            packet.options().stream().map(o -> option(report, o)).toList());
  }

  private static String selected(Report report, Selection s) {
    String cause = s.cause() == null ? "" : ", " + Markdown.text(s.cause());
    return "Selected: "
        + Markdown.code(s.option())
        + ", "
        + s.status()
        + cause
        + report.cite(s.by())
        + ".";
  }

  private static List<String> option(Report report, ProgramData.Option option) {
    return List.of(
        Markdown.code(option.token()),
        requirements(option.requires()),
        requirements(report.lane().state().unmet(option.requires())));
  }

  static String requirements(List<Requirement> requirements) {
    return requirements.isEmpty()
        ? "nothing"
        : requirements.stream().map(r -> Markdown.text(r.text())).collect(Collectors.joining("; "));
  }

  static void tickets(Report report) {
    report.text().heading("12. Tickets");
    List<Fact<TicketData.Reserved>> own = TicketFiles.reservations(report.lane());
    report
        .text()
        .paragraph(own.isEmpty() ? "This lane reserved no tickets." : "Reserved by this lane:");
    report
        .text()
        .table(
            List.of("prefix", "from", "to", "applyNow", "state", "event"),
            own.stream().map(f -> reserved(report, f)).toList());
    report
        .text()
        .table(
            List.of("prefix", "folded through", "taken through", "next free", "gaps", "overlaps"),
            report.lane().state().tickets().books().entrySet().stream()
                .map(b -> book(b.getKey(), b.getValue()))
                .toList());
  }

  private static List<String> reserved(Report report, Fact<TicketData.Reserved> fact) {
    Optional<TicketRange> range = TicketFiles.range(report.lane(), fact);
    return List.of(
        Markdown.text(TicketFiles.prefix(fact)),
        Long.toString(fact.data().from()),
        Long.toString(fact.data().to()),
        Boolean.toString(fact.data().applyNow()),
        range.map(r -> r.state().name()).orElse("—"),
        report.cite(fact).strip());
  }

  private static List<String> book(String prefix, TicketBook book) {
    List<String> row = new ArrayList<>(List.of(Markdown.text(prefix)));
    List.of(
            book.canonicalCeiling(),
            book.reservedCeiling(),
            book.nextFree(),
            book.gaps(),
            book.overlaps())
        .forEach(n -> row.add(n.toString()));
    return row;
  }
}
