package dev.laneledger.projections.lane;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Projection;
import dev.laneledger.projections.StateHash;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code lanes.v1}. */
public final class LaneProjection implements Projection<LaneState> {
  static final String NAME = "lanes.v1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LaneState initial() {
    return LaneState.EMPTY;
  }

  @Override
  public LaneState evolve(LaneState state, LedgerEvent event) {
    return switch (event.source().kind()) {
      case LANE -> own(state, Objects.requireNonNull(event.source().leaf()), event);
      case PROGRAM, TICKETS -> byOthers(state, event);
      case LEDGER, ATTESTATIONS, REFUSALS -> state;
    };
  }

  private static LaneState own(LaneState state, String lane, LedgerEvent event) {
    LaneState changed =
        state.change(lane, row -> LaneChanges.touched(own(row, event), event.ref()));
    return event.payload() instanceof LaneData.Opened
        ? changed.openedBy(lane, event.actor())
        : changed;
  }

  private static LaneRow own(LaneRow row, LedgerEvent event) {
    return switch (event.payload()) {
      case LaneData.Opened opened -> LaneChanges.opened(row, opened, event.ref());
      case LaneData.Imported imported -> LaneChanges.imported(row, imported, event.ref());
      case LaneData.PacketSealed sealed -> LaneChanges.sealed(row, sealed.packetTree());
      case LaneData.Completed done -> LaneChanges.ended(row, done.outcome(), done.status());
      case LaneData.Stopped stopped ->
          LaneChanges.ended(row, LaneData.Outcome.STOPPED, stopped.status());
      case LedgerData.Refused refused -> LaneChanges.refused(row);
      default -> row;
    };
  }

  private static LaneState byOthers(LaneState state, LedgerEvent event) {
    EventRef by = event.ref();
    StreamId source = event.source();
    return switch (event.payload()) {
      case ProgramData.PacketTreeClaimed claim ->
          state.change(claim.lane(), row -> LaneChanges.claimed(row, claim, by));
      case TicketData.Reserved r ->
          state.change(
              r.lane(),
              row ->
                  LaneChanges.reserved(
                      row, Objects.requireNonNull(source.leaf()), r.from(), r.to()));
      default -> state;
    };
  }

  @Override
  public void changes(
      LaneState before, LaneState after, BiConsumer<String, @Nullable Record> sink) {
    after.lanes().changesSince(before.lanes(), sink);
  }

  @Override
  public Hash stateHash(LaneState state) {
    return StateHash.ofLeaves(state.lanes().leaves());
  }

  @Override
  public Map<String, LaneRow> values(LaneState state) {
    return state.lanes();
  }
}
