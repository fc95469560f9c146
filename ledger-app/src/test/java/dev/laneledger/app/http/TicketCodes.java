package dev.laneledger.app.http;

import static dev.laneledger.app.http.CodeScene.LANE;
import static dev.laneledger.app.http.CodeScene.OPERATOR;
import static dev.laneledger.app.http.CodeScene.OWNER;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import java.util.List;

/** Ranges of tickets: taken, withdrawn, folded. */
final class TicketCodes {
  private static final Hash OLD = GoodData.ZERO;
  private static final Hash NEW = Hash.sha256(new byte[1]);

  private TicketCodes() {}

  static List<CodeCase> cases() {
    return List.of(
        CodeCase.of(
            "TICKET_RANGES_OVERLAP",
            "289..304 over 289..309",
            s ->
                s.send(
                    OPERATOR,
                    s.draft(
                        StreamId.tickets(s.program.program(), "OLD"),
                        EventType.TICKETS_REGISTERED,
                        GoodData.history("OLD", 289, 309, 289, 304)))),
        reserve("TICKET_RANGE_INVALID", "it ends before it begins", 306, 305, false),
        reserve("TICKET_RANGE_TOO_LONG", "all that there are", 305, 9_999_999_999L, false),
        reserve("TICKET_RANGE_TAKEN", "289..309 over 289..304", 289, 309, false),
        reserve("TICKET_RANGE_LEAVES_GAP", "305 is left out", 306, 309, false),
        reserve("TICKET_APPLY_NOW", "it would be applied", 305, 309, true),
        CodeCase.of(
            "TICKET_LANE_NOT_OPEN",
            "for a lane that nobody opened",
            s ->
                s.send(
                    LANE,
                    s.inTickets(
                        EventType.TICKETS_RESERVED,
                        new TicketData.Reserved("l1", 305, 309, false)))),
        fold("TICKET_RANGE_NOT_RESERVED", "half a range", 308, 24, 25),
        CodeCase.of(
            "FOLD_NOT_DECIDED",
            "no decision is consumed for it",
            s -> decided(s).send(OWNER, s.inTickets(EventType.TICKETS_FOLDED, fold(309, 24, 25)))),
        CodeCase.of(
            "CONSUMED_WITHOUT_FOLD",
            "consumed for a fold that does not come",
            s -> decided(s).send(OWNER, consumed(s, 309))),
        CodeCase.of(
            "CONSUMPTION_INVALID",
            "consumed for nothing",
            s ->
                decided(s)
                    .send(
                        OWNER,
                        s.inProgram(
                            EventType.DECISION_CONSUMED,
                            new ProgramData.Consumed("FOLD", null, null)))),
        fold("FOLD_NOT_FROM_PINS", "from an older revision", 309, 23, 25),
        fold("FOLD_CHANGES_NOTHING", "into the same revision", 309, 24, 24));
  }

  private static CodeCase reserve(String code, String when, long from, long to, boolean applyNow) {
    TicketData.Reserved wanted = new TicketData.Reserved("l1", from, to, applyNow);
    return CodeCase.of(
        code, when, s -> s.opened().send(LANE, s.inTickets(EventType.TICKETS_RESERVED, wanted)));
  }

  private static CodeCase fold(String code, String when, long to, long before, long after) {
    return CodeCase.of(
        code,
        when,
        s ->
            decided(s)
                .send(
                    OWNER,
                    consumed(s, to),
                    s.inTickets(EventType.TICKETS_FOLDED, fold(to, before, after))));
  }

  private static EventDraft consumed(CodeScene s, long to) {
    return s.inProgram(
        EventType.DECISION_CONSUMED,
        new ProgramData.Consumed("FOLD", null, new ProgramData.Fold("TKT", 305, to)));
  }

  /** Tickets 305 to 309 and 310 to 314 are reserved. */
  private static CodeScene reserved(CodeScene s) {
    return s.opened()
        .done(
            LANE,
            s.inTickets(EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 305, 309, false)),
            s.inTickets(
                EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 310, 314, false)));
  }

  private static CodeScene decided(CodeScene s) {
    return reserved(s).done(OWNER, s.delegation("FOLD"));
  }

  private static TicketData.Folded fold(long to, long before, long after) {
    return new TicketData.Folded(
        305,
        to,
        "FOLD",
        List.of(new TicketData.DocumentPin("registry", before, 3, OLD)),
        List.of(new TicketData.DocumentPin("registry", after, 3, NEW)));
  }
}
