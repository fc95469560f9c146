package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges of tickets, and folding. */
final class TicketRulesTest extends GovernedProgram {
  @Test
  void theNumbersAreNotTakenAllAtOnce() {
    laneRuns();
    assertThat(
            code(
                LANE,
                T,
                EventType.TICKETS_RESERVED,
                new TicketData.Reserved("l1", 305, 9_999_999_999L, false)))
        .isEqualTo("TICKET_RANGE_TOO_LONG");
  }

  private void twoRangesAndARegistry() {
    laneRuns();
    allow(LANE, T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 305, 309, false));
    allow(LANE, T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 310, 314, false));
    allow(OPERATOR, P, EventType.DOCUMENT_PINNED, Samples.pin("registry", 24, Samples.zero()));
  }

  @Test
  void aFoldIsDecidedStartsFromThePinsAndChangesThem() {
    twoRangesAndARegistry();
    assertThat(fold(305, 309, 24, 25)).isEqualTo("DECISION_NOT_MADE");
    assertThat(delegate("FOLD", null)).isEqualTo("ALLOW");
    assertThat(fold(305, 309, 23, 25)).isEqualTo("FOLD_NOT_FROM_PINS");
    assertThat(fold(305, 309, 24, 24)).isEqualTo("FOLD_CHANGES_NOTHING");
    assertThat(fold(305, 308, 24, 25)).isEqualTo("TICKET_RANGE_NOT_RESERVED");
    assertThat(fold(305, 309, 24, 25)).isEqualTo("ALLOW");
  }

  @Test
  void aDecisionIsConsumedForJustTheFoldOfItsBatch() {
    twoRangesAndARegistry();
    assertThat(delegate("FOLD", null)).isEqualTo("ALLOW");
    assertThat(ledger.code(OWNER, consumed(T, 305, 309))).isEqualTo("CONSUMED_WITHOUT_FOLD");
    assertThat(ledger.code(OWNER, folded(T, 305, 309, 24, 25))).isEqualTo("FOLD_NOT_DECIDED");
    assertThat(ledger.code(OWNER, consumed(T, 305, 309), folded(T, 310, 314, 24, 25)))
        .isEqualTo("CONSUMED_WITHOUT_FOLD");
    assertThat(ledger.code(OWNER, folded(T, 305, 309, 24, 25), consumed(T, 305, 309)))
        .isEqualTo("FOLD_NOT_DECIDED");
    EventDraft both =
        ledger.draft(
            P,
            EventType.DECISION_CONSUMED,
            new ProgramData.Consumed("FOLD", "l2", new ProgramData.Fold("TKT", 305, 309)));
    assertThat(ledger.code(OWNER, both, folded(T, 305, 309, 24, 25)))
        .isEqualTo("CONSUMPTION_INVALID");
    assertThat(ledger.code(LANE, consumed(T, 305, 309), folded(T, 305, 309, 24, 25)))
        .isEqualTo("TYPE_NOT_ALLOWED");
  }

  @Test
  void oneDecisionCoversOneFoldOrOneLaneInWhateverPrefix() {
    StreamId u = StreamId.tickets("P", "U");
    allow(OPERATOR, u, EventType.TICKETS_REGISTERED, history("U"));
    twoRangesAndARegistry();
    allow(LANE, u, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 305, 309, false));
    assertThat(delegate("FOLD", null)).isEqualTo("ALLOW");
    assertThat(fold(305, 309, 24, 25)).isEqualTo("ALLOW");
    assertThat(fold(310, 314, 24, 25)).isEqualTo("DECISION_CONSUMED");
    assertThat(ledger.code(OWNER, consumed(u, 305, 309), folded(u, 305, 309, 24, 25)))
        .isEqualTo("DECISION_CONSUMED");
    assertThat(open(OTHER, "FOLD", "l2")).isEqualTo("DECISION_CONSUMED");
    assertThat(ledger.program("P").decisions().consumptions().get("FOLD").user())
        .isEqualTo("fold of TKT 305..309");
  }

  @Test
  void aDecisionMadeTwiceIsNotUsedTwiceForOneFold() {
    twoRangesAndARegistry();
    assertThat(delegate("FOLD", null)).isEqualTo("ALLOW");
    assertThat(delegate("FOLD", null)).isEqualTo("ALLOW");
    EventDraft use = consumed(T, 305, 309);
    EventDraft again = consumed(T, 305, 309);
    EventDraft fold = folded(T, 305, 309, 24, 25);
    assertThat(ledger.code(OWNER, use, fold, again)).isEqualTo("CONSUMED_WITHOUT_FOLD");
    assertThat(ledger.code(OWNER, use, again, fold)).isEqualTo("CONSUMED_WITHOUT_FOLD");
    assertThat(ledger.code(OWNER, use, consumed(T, 310, 314), fold))
        .isEqualTo("CONSUMED_WITHOUT_FOLD");
    assertThat(ledger.code(OWNER, use, fold)).isEqualTo("ALLOW");
  }

  private String fold(long from, long to, long before, long after) {
    return ledger.code(OWNER, consumed(T, from, to), folded(T, from, to, before, after));
  }

  private EventDraft consumed(StreamId tickets, long from, long to) {
    return ledger.draft(
        P,
        EventType.DECISION_CONSUMED,
        new ProgramData.Consumed(
            "FOLD", null, new ProgramData.Fold(String.valueOf(tickets.leaf()), from, to)));
  }

  private EventDraft folded(StreamId tickets, long from, long to, long before, long after) {
    Hash changed = Hash.sha256(new byte[1]);
    return ledger.draft(
        tickets,
        EventType.TICKETS_FOLDED,
        new TicketData.Folded(
            from,
            to,
            "FOLD",
            List.of(new TicketData.DocumentPin("registry", before, 3, Samples.zero())),
            List.of(new TicketData.DocumentPin("registry", after, 3, changed))));
  }
}
