package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import org.jspecify.annotations.Nullable;

/**
 * A lane's own stream.
 *
 * @param proof the newest rollback proof; null before it
 */
public record LaneStream(long last, LaneFacts facts, LaneData.@Nullable RollbackProven proof)
    implements StreamState {

  static final LaneStream EMPTY = new LaneStream(-1, LaneFacts.NONE, null);

  @Override
  public LaneStream evolve(LedgerEvent event) {
    LaneData.RollbackProven newest =
        event.payload() instanceof LaneData.RollbackProven proven ? proven : proof;
    return new LaneStream(event.streamseq(), facts.evolve(event), newest);
  }
}
