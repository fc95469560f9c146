package dev.laneledger.projections.lane;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.hash.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One lane as the row of {@code lanes.v1} shows it. Of an imported lane every value is a claim.
 *
 * @param packetTree what the lane sealed here; null for an imported lane, whose trees are claims
 * @param reproducedBy attested replays in which somebody else than the person behind the lane got
 *     the same packet tree
 */
public record LaneRow(
    @Nullable String macro,
    @Nullable String authority,
    @Nullable String host,
    @Nullable String date,
    @Nullable String consumes,
    LaneData.@Nullable Outcome outcome,
    @Nullable String status,
    @Nullable Hash packetTree,
    List<TreeClaim> packetTreeClaims,
    List<TicketSpan> tickets,
    long refusals,
    List<EventRef> reproducedBy,
    boolean imported,
    @Nullable EventRef openedBy,
    @Nullable EventRef lastEvent) {

  /** Somebody's statement of the lane's packet tree. */
  public record TreeClaim(Hash packetTree, String claimedBy, EventRef by) {}

  /**
   * @param prefix null where an imported lane did not say
   */
  public record TicketSpan(@Nullable String prefix, long from, long to) {}
}
