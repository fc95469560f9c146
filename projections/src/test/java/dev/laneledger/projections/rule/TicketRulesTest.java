package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventType;
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

  @Test
  void aFoldIsDecidedOnceStartsFromThePinsAndChangesThem() {
    laneRuns();
    allow(LANE, T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 305, 309, false));
    allow(LANE, T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 310, 314, false));
    allow(OPERATOR, P, EventType.DOCUMENT_PINNED, Samples.pin("registry", 24, Samples.zero()));
    Hash folded = Hash.sha256(new byte[1]);
    assertThat(fold(305, 309, 24, Samples.zero(), 25, folded)).isEqualTo("FOLD_NOT_DECIDED");
    assertThat(delegate("FOLD", null)).isEqualTo("ALLOW");
    assertThat(fold(305, 309, 23, Samples.zero(), 25, folded)).isEqualTo("FOLD_NOT_FROM_PINS");
    assertThat(fold(305, 309, 24, Samples.zero(), 24, folded)).isEqualTo("FOLD_CHANGES_NOTHING");
    assertThat(fold(305, 308, 24, Samples.zero(), 25, folded))
        .isEqualTo("TICKET_RANGE_NOT_RESERVED");
    assertThat(fold(305, 309, 24, Samples.zero(), 25, folded)).isEqualTo("ALLOW");
    assertThat(fold(310, 314, 24, Samples.zero(), 25, folded)).isEqualTo("FOLD_DECISION_USED");
  }

  private String fold(long from, long to, long before, Hash old, long after, Hash changed) {
    return code(
        OWNER,
        T,
        EventType.TICKETS_FOLDED,
        new TicketData.Folded(
            from,
            to,
            "FOLD",
            List.of(new TicketData.DocumentPin("registry", before, 3, old)),
            List.of(new TicketData.DocumentPin("registry", after, 3, changed))));
  }
}
