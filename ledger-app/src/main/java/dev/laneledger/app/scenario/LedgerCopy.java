package dev.laneledger.app.scenario;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.render.LaneRecord;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A ledger's events in order, and the states that follow from them here. */
record LedgerCopy(List<LedgerEvent> events, LedgerState state, LedgerStream ledger) {

  /** Reads the whole ledger. */
  static LedgerCopy read(LedgerClient auditor) {
    List<LedgerEvent> events = new ArrayList<>();
    auditor.entries(EntryQuery.ALL, entry -> events.add(entry.event()));
    return of(events);
  }

  /** What follows from these events. */
  static LedgerCopy of(List<LedgerEvent> events) {
    LedgerState state = LedgerState.EMPTY;
    StreamState ledger = StreamState.initial(StreamId.LEDGER);
    for (LedgerEvent event : events) {
      state = state.evolve(event);
      ledger = event.source().equals(StreamId.LEDGER) ? ledger.evolve(event) : ledger;
    }
    return new LedgerCopy(List.copyOf(events), state, (LedgerStream) ledger);
  }

  ProgramState program(String id) {
    return state.program(id);
  }

  List<LedgerEvent> stream(StreamId source) {
    return events.stream().filter(e -> e.source().equals(source)).toList();
  }

  /** What a lane's packet or report is rendered from. */
  LaneRecord laneRecord(StreamId lane) {
    Map<StreamId, List<LedgerEvent>> streams =
        events.stream().collect(Collectors.groupingBy(LedgerEvent::source));
    return LaneRecord.of(lane, streams, ledger.packs());
  }
}
