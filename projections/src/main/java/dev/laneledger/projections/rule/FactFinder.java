package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.TicketData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes {@code facts} of one event: what its rules need to know of the states, and nothing that
 * a rule could say itself. Each event type has its own facts; {@link #INNOCENT} lists them all with
 * the values of an event that nothing speaks against, which is what selftests start from.
 */
final class FactFinder {
  /** Every fact with the value of an innocent event. */
  static final Map<String, Object> INNOCENT = innocent();

  private FactFinder() {}

  private static Map<String, Object> innocent() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("words", List.of());
    facts.put("secrets", List.of());
    facts.put("unknownWords", List.of());
    facts.put("unmet", List.of());
    facts.put("known", true);
    LaneEventFacts.putInnocent(facts);
    DecisionFacts.putInnocent(facts);
    BlockerFacts.putInnocent(facts);
    TicketFacts.putInnocent(facts);
    LedgerFacts.putInnocent(facts);
    return facts;
  }

  static Map<String, Object> facts(Judged judged) {
    Map<String, Object> facts = new Overlay(INNOCENT);
    facts.put("words", ClaimWords.in(judged.draft().payload()));
    facts.put("secrets", SecretShapes.in(judged.draft()));
    switch (judged.draft().payload()) {
      case LaneData lane -> LaneEventFacts.put(judged, lane, facts);
      case ProgramData.BlockerRaised b -> BlockerFacts.raised(judged, b, facts);
      case ProgramData.LegDischarged d -> BlockerFacts.discharged(judged, d, facts);
      case ProgramData.LegReopened r -> BlockerFacts.leg(judged, r.blocker(), r.leg(), facts);
      case ProgramData.BlockerNarrowed n -> BlockerFacts.narrowed(judged, n, facts);
      case ProgramData.DocumentPinned d -> LedgerFacts.pinned(judged, d, facts);
      case ProgramData program -> DecisionFacts.put(judged, program, facts);
      case TicketData tickets -> TicketFacts.put(judged, tickets, facts);
      case LedgerData ledger -> LedgerFacts.put(judged, ledger, facts);
    }
    return facts;
  }
}
