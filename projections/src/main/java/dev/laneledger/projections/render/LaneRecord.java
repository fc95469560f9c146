package dev.laneledger.projections.render;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.ProgramState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that one lane's packet or report is a function of.
 *
 * @param events the lane's stream in order; a packet uses what comes before {@code
 *     lane.packet-sealed}, a report what comes up to the lane's end
 * @param programEvents the program's stream in order and its ticket streams, each in order; of
 *     other streams, nothing
 * @param state the program before the seal (packet), or at the point that the report speaks of
 * @param packs the packs adopted at that point, in the order in which they judge
 */
public record LaneRecord(
    String program,
    String lane,
    List<LedgerEvent> events,
    List<LedgerEvent> programEvents,
    ProgramState state,
    List<LedgerData.PackPin> packs) {

  /**
   * The record of a lane from the streams of its program as they stand.
   *
   * @param streams the program's own, its ticket streams and the lane's, each in order; others are
   *     left aside
   */
  public static LaneRecord of(
      StreamId lane, Map<StreamId, List<LedgerEvent>> streams, List<LedgerData.PackPin> packs) {
    String program = String.valueOf(lane.program());
    List<LedgerEvent> programEvents = new ArrayList<>();
    new TreeMap<>(streams)
        .forEach((stream, events) -> {
          if (program.equals(stream.program()) && stream.kind() != StreamId.Kind.LANE) {
            programEvents.addAll(events);
          }
        });
    List<LedgerEvent> events = streams.getOrDefault(lane, List.of());
    ProgramState state = ProgramState.EMPTY;
    for (LedgerEvent event : programEvents) {
      state = state.evolve(event);
    }
    for (LedgerEvent event : events) {
      state = state.evolve(event);
    }
    return new LaneRecord(
        program, String.valueOf(lane.leaf()), events, programEvents, state, packs);
  }

  /** The lane's stream. */
  public StreamId stream() {
    return StreamId.lane(program, lane);
  }
}
