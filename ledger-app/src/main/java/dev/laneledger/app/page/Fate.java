package dev.laneledger.app.page;

import dev.laneledger.app.http.DecisionsView.PacketStatus;

/** What has become of a decision packet, for a person. */
final class Fate {
  private Fate() {}

  static String words(PacketStatus status) {
    return switch (status) {
      case OPEN -> "open";
      case SELECTED -> "selected";
      case CONSUMED -> "used";
      case LAPSED -> "lapsed";
      case EXPIRED -> "expired";
      case SUPERSEDED -> "superseded";
    };
  }

  /** How it looks: hold, good, bad or nothing. */
  static String tone(PacketStatus status) {
    return switch (status) {
      case OPEN -> "hold";
      case SELECTED, CONSUMED -> "good";
      case LAPSED, EXPIRED -> "bad";
      case SUPERSEDED -> "";
    };
  }
}
