package dev.laneledger.projections.render;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import java.util.ArrayList;
import java.util.List;

/** The packet trees that somebody stated for a lane, and the one that it sealed. */
public final class TreeClaims {
  private TreeClaims() {}

  /**
   * @param who who stated it
   * @param sealed whether the lane sealed it here, so that a replay recomputes it
   */
  public record Claim(Hash tree, String who, boolean sealed, Fact<?> by) {}

  /** In the order sealed, imported, claimed by others. */
  public static List<Claim> of(LaneView lane) {
    List<Claim> claims = new ArrayList<>();
    for (Fact<LaneData.PacketSealed> f : lane.all(LaneData.PacketSealed.class)) {
      claims.add(new Claim(f.data().packetTree(), "the lane's seal", true, f));
    }
    for (Fact<LaneData.Imported> f : lane.all(LaneData.Imported.class)) {
      Hash tree = f.data().packetTree();
      if (tree != null) {
        claims.add(new Claim(tree, "imported history", false, f));
      }
    }
    for (Fact<ProgramData.PacketTreeClaimed> f :
        lane.ofProgram(ProgramData.PacketTreeClaimed.class)) {
      if (f.data().lane().equals(lane.laneRecord().lane())) {
        claims.add(new Claim(f.data().packetTree(), f.data().claimedBy(), false, f));
      }
    }
    return claims;
  }
}
