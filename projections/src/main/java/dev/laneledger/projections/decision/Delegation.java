package dev.laneledger.projections.decision;

import dev.laneledger.api.event.EventRef;
import org.jspecify.annotations.Nullable;

/**
 * A token that somebody may use on the owner's behalf: the row {@code delegation/{event id}}.
 *
 * @param offeredByPacket whether the newest packet offered the token at that time
 */
public record Delegation(
    String token,
    String through,
    String person,
    @Nullable String expires,
    boolean offeredByPacket,
    Status status,
    EventRef by) {

  /** A delegation is used up by one consumption. */
  public enum Status {
    DELEGATED,
    CONSUMED
  }

  /** Whether it may be used at that moment. */
  public boolean standsAt(String now) {
    return status == Status.DELEGATED && (expires == null || now.compareTo(expires) <= 0);
  }

  Delegation consumed() {
    return new Delegation(token, through, person, expires, offeredByPacket, Status.CONSUMED, by);
  }
}
