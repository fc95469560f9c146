package dev.laneledger.projections.blocker;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Projection;
import dev.laneledger.projections.StateHash;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code blockers.v1}. */
public final class BlockerProjection implements Projection<BlockerState> {
  static final String NAME = "blockers.v1";

  @Override
  public String name() {
    return NAME;
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
  public void changes(
      BlockerState before, BlockerState after, BiConsumer<String, @Nullable Record> sink) {
    after.blockers().changesSince(before.blockers(), sink);
  }

  @Override
  public Hash stateHash(BlockerState state) {
    return StateHash.ofLeaves(state.blockers().leaves());
  }

  @Override
  public Map<String, Blocker> values(BlockerState state) {
    return state.blockers();
  }
}
