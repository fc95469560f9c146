package dev.laneledger.app.command;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.storage.LedgerReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what a lane's packet is rendered from: its stream, its program's own and its tickets. */
public final class ProgramStreams implements Function<StreamId, Map<StreamId, List<LedgerEvent>>> {
  private static final int PAGE = 1_000;

  private final LedgerReader reader;

  public ProgramStreams(LedgerReader reader) {
    this.reader = reader;
  }

  @Override
  public Map<StreamId, List<LedgerEvent>> apply(StreamId lane) {
    Map<StreamId, List<LedgerEvent>> streams = new TreeMap<>();
    for (StreamId stream : reader.streams("/programs/" + lane.program())) {
      boolean ofProgram = String.valueOf(lane.program()).equals(stream.program());
      if (ofProgram && (stream.equals(lane) || stream.kind() != StreamId.Kind.LANE)) {
        streams.put(stream, events(stream));
      }
    }
    return streams;
  }

  private List<LedgerEvent> events(StreamId stream) {
    List<LedgerEvent> events = new ArrayList<>();
    List<Entry> page;
    do {
      page = reader.stream(stream, events.size(), PAGE);
      page.forEach(entry -> events.add(entry.event()));
    } while (page.size() == PAGE);
    return events;
  }
}
