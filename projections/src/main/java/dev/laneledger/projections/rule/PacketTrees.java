package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.util.List;
import java.util.SortedMap;

/** Renders a lane's packet from what the ledger holds, so that no lane can seal another tree. */
@FunctionalInterface
public interface PacketTrees {
  /**
   * @param lane the lane's stream
   * @param pending events of the batch that come before the seal and are not in the ledger yet
   * @param packs the packs adopted at this point, in the order in which they judge
   */
  Rendered render(StreamId lane, List<LedgerEvent> pending, List<LedgerData.PackPin> packs);

  /**
   * @param tree the packet tree
   * @param files number of governed files
   * @param read the last streamseq of every stream that the packet was rendered from
   */
  record Rendered(Hash tree, long files, SortedMap<StreamId, Long> read) {}
}
