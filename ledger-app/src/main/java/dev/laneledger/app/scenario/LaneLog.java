package dev.laneledger.app.scenario;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Receipt;
import java.util.ArrayList;
import java.util.List;

/** Appends a lane's events and remembers each as the ledger gave it back. */
final class LaneLog {
  private final Scenario scenario;
  private final LedgerClient lane;
  private final LedgerClient reader;
  private final List<LedgerEvent> events = new ArrayList<>();

  LaneLog(Scenario scenario, LedgerClient lane, LedgerClient reader) {
    this.scenario = scenario;
    this.lane = lane;
    this.reader = reader;
  }

  /** Appends one event to the lane's own stream. */
  EventRef append(String id, EventType type, LaneData payload) {
    return append(List.of(draft(id, type, payload))).getFirst();
  }

  /** Appends one event of this lane to the program's stream. */
  EventRef appendToProgram(String id, EventType type, ProgramData payload) {
    return append(List.of(programDraft(id, type, payload))).getFirst();
  }

  /** Appends events of several streams in one batch. */
  List<EventRef> append(List<EventDraft> drafts) {
    return lane.append(drafts).stream().map(this::remember).toList();
  }

  /** Remembers what another request appended for this lane. */
  EventRef remember(Receipt receipt) {
    LedgerEvent event = reader.entry(receipt.seq()).event();
    events.add(event);
    return event.ref();
  }

  /** Where an event stands that is not the lane's own, such as a refusal. */
  EventRef locate(Receipt receipt) {
    return reader.entry(receipt.seq()).event().ref();
  }

  EventDraft draft(String id, EventType type, EventData payload) {
    return EventDraft.of(id, scenario.laneStream(), type, payload);
  }

  /** Ids in the program's stream carry the lane's name, so that lanes do not collide. */
  EventDraft programDraft(String id, EventType type, ProgramData payload) {
    return EventDraft.of(scenario.laneId() + ":" + id, scenario.programStream(), type, payload);
  }

  /** What was appended so far of one type, by its short name. */
  List<LedgerEvent> ofType(String shortName) {
    return events.stream().filter(e -> e.type().shortName().equals(shortName)).toList();
  }

  /** What was appended so far. */
  List<LedgerEvent> events() {
    return List.copyOf(events);
  }
}
