package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;
import org.jspecify.annotations.Nullable;

/**
 * A lane's own stream.
 *
 * @param proof the newest rollback proof; null before it
 * @param tree the packet tree that it sealed, or that its history tells; null: neither
 */
public record LaneStream(
    long last, LaneFacts facts, LaneData.@Nullable RollbackProven proof, @Nullable Hash tree)
    implements StreamState {

  static final LaneStream EMPTY = new LaneStream(-1, LaneFacts.NONE, null, null);

  @Override
  public boolean isRefusal(long streamseq) {
    return facts.typeAt(streamseq).equals(Judged.REFUSAL);
  }

  /** The tree that the lane itself sealed; null before. */
  @Nullable Hash sealed() {
    return facts.done("lane.packet-sealed") ? tree : null;
  }

  @Override
  public LaneStream evolve(LedgerEvent event) {
    LaneData.RollbackProven newest =
        event.payload() instanceof LaneData.RollbackProven proven ? proven : proof;
    Hash newestTree =
        switch (event.payload()) {
          case LaneData.PacketSealed sealed -> sealed.packetTree();
          case LaneData.Imported imported -> imported.packetTree();
          default -> tree;
        };
    return new LaneStream(event.streamseq(), facts.evolve(event), newest, newestTree);
  }
}
