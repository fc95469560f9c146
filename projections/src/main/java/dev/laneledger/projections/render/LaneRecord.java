package dev.laneledger.projections.render;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.ProgramState;
import java.util.List;

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

  /** The lane's stream. */
  public StreamId stream() {
    return StreamId.lane(program, lane);
  }
}
