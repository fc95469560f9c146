package dev.laneledger.app.page;

import dev.laneledger.app.http.DecisionsView;
import dev.laneledger.app.http.Parameters;
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
    Part<DecisionsView.DelegationItem> delegations,
    Part<DecisionsView.GrantItem> grants,
    Part<DecisionsView.ConsumedItem> consumed) {
  static final int PER_PAGE = 20;

  /**
   * Those of a list that are on its page.
   *
   * @param name of the parameter that names the page
   */
  public record Part<T>(String name, Paged paged, List<T> items) {
    static <T> Part<T> of(Parameters parameters, String name, List<T> all) {
      Paged paged = Paged.of(parameters, name, all.size(), PER_PAGE);
      return new Part<>(name, paged, paged.of(all));
    }
  }

  /** What has become of a packet, in words. */
  public String state(DecisionsView.PacketItem packet) {
    return Fate.words(packet.status());
  }

  /** How it looks: hold, good, bad or nothing. */
  public String tone(DecisionsView.PacketItem packet) {
    return Fate.tone(packet.status());
  }
}
