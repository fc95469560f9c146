package dev.laneledger.projections.blocker;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.projections.Projection;
import java.util.List;
import java.util.Map;

/** {@code blockers.v1}. */
public final class BlockerProjection implements Projection<BlockerState> {
  @Override
  public String name() {
    return "blockers.v1";
  }

  @Override
  public BlockerState initial() {
    return BlockerState.EMPTY;
  }

  @Override
  public BlockerState evolve(BlockerState state, LedgerEvent event) {
    return switch (event.payload()) {
      case ProgramData.BlockerRaised raised -> state.raise(raised);
      case ProgramData.BlockerNarrowed narrowed -> state.narrow(narrowed);
      case ProgramData.LegDischarged done ->
          state.changeLeg(done.blocker(), done.leg(), Blocker.State.DISCHARGED, done.evidence());
      case ProgramData.LegReopened reopened ->
          state.changeLeg(reopened.blocker(), reopened.leg(), Blocker.State.OPEN, List.of());
      default -> state;
    };
  }

  @Override
  public Map<String, Blocker> values(BlockerState state) {
    return state.blockers();
  }
}
