package dev.laneledger.app.page;

import dev.laneledger.app.http.DecisionsView;
import java.util.List;

/**
 * Everything that was asked and decided.
 *
 * @param packets those of this page, the newest first
 */
public record DecisionsPage(
    Standing standing,
    Paged paged,
    List<DecisionsView.PacketItem> packets,
    List<DecisionsView.DelegationItem> delegations,
    List<DecisionsView.GrantItem> grants,
    List<DecisionsView.ConsumedItem> consumed) {
  static final int PER_PAGE = 20;

  /** What has become of a packet, in words. */
  public String state(DecisionsView.PacketItem packet) {
    return Fate.words(packet.status());
  }

  /** How it looks: hold, good, bad or nothing. */
  public String tone(DecisionsView.PacketItem packet) {
    return Fate.tone(packet.status());
  }
}
