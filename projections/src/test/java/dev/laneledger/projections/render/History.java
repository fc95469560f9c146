package dev.laneledger.projections.render;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.ProgramState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events of one program as a ledger would hold them, without a ledger. */
final class History {
  final String program;
  final List<LedgerData.PackPin> packs;
  private final String run;
  private final List<LedgerEvent> events = new ArrayList<>();
  private final Map<StreamId, Long> next = new HashMap<>();

  /**
   * @param run told in everything that differs between two runs: event ids, times, keys
   */
  History(String program, String run, List<LedgerData.PackPin> packs) {
    this.program = program;
    this.run = run;
    this.packs = packs;
  }

  String run() {
    return run;
  }

  EventRef add(String actor, StreamId stream, EventData data) {
    long at = next.merge(stream, 1L, Long::sum) - 1;
    EventDraft draft =
        EventDraft.of("id-" + run + "-" + events.size(), stream, typeOf(data), data)
            .withTime("2031-01-01T00:00:00.000Z");
    String time =
        "20" + (30 + run.length() % 10) + "-02-03T04:05:06." + (100 + events.size()) + "Z";
    LedgerEvent event = new LedgerEvent(draft, actor, time, at);
    events.add(event);
    return event.ref();
  }

  private static EventType typeOf(EventData data) {
    return Arrays.stream(EventType.values())
        .filter(t -> t.payload() == data.getClass())
        .findFirst()
        .orElseThrow();
  }

  List<LedgerEvent> stream(StreamId stream) {
    return events.stream().filter(e -> e.source().equals(stream)).toList();
  }

  ProgramState state() {
    ProgramState state = ProgramState.EMPTY;
    for (LedgerEvent event : events) {
      state = state.evolve(event);
    }
    return state;
  }

  LaneRecord laneRecord(String lane) {
    return new LaneRecord(
        program,
        lane,
        stream(StreamId.lane(program, lane)),
        events.stream().filter(e -> e.source().kind() != StreamId.Kind.LANE).toList(),
        state(),
        packs);
  }
}
