package dev.laneledger.app.page;

import dev.laneledger.app.http.DecisionsView;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is in effect now.
 *
 * @param option the option's token; HOLD before the first packet
 * @param hold whether nothing may begin
 * @param because why it is in effect
 * @param packet the packet that rules; null before the first
 * @param askable whether the owner can still choose from it
 */
public record Standing(
    String option, boolean hold, String because, @Nullable String packet, boolean askable) {
  /** As the rule packs tell options that hold from the others. */
  private static final Pattern HOLD = Pattern.compile("HOLD(_.*)?");

  static boolean holds(String option) {
    return HOLD.matcher(option).matches();
  }

  static Standing of(DecisionsView decisions) {
    String effective = decisions.effective();
    List<DecisionsView.PacketItem> packets = decisions.packets();
    if (effective == null || packets.isEmpty()) {
      return new Standing("HOLD", true, "No decision packet has been published.", null, false);
    }
    DecisionsView.PacketItem newest = packets.getLast();
    return new Standing(
        effective,
        holds(effective),
        because(newest),
        newest.id(),
        newest.status() == DecisionsView.PacketStatus.OPEN);
  }

  private static String because(DecisionsView.PacketItem packet) {
    DecisionsView.ChoiceItem choice = packet.choice();
    String fallback = " The default of packet " + packet.id() + " holds again.";
    if (choice == null) {
      return "Nothing is selected from packet " + packet.id() + ": its default holds.";
    }
    String chosen = packet.selected() + " was chosen by " + choice.person();
    return switch (packet.status()) {
      case SELECTED ->
          chosen
              + " and has not been used"
              + (choice.expires() == null
                  ? "."
                  : "; it expires " + Moments.readable(choice.expires()) + ".");
      case CONSUMED -> chosen + " and has been used." + fallback;
      case LAPSED -> chosen + " and lapsed: " + choice.cause() + "." + fallback;
      case EXPIRED -> chosen + " and expired." + fallback;
      case OPEN, SUPERSEDED -> "Nothing is selected from packet " + packet.id() + ".";
    };
  }
}
