package dev.laneledger.projections.decision;

import dev.laneledger.api.event.EventRef;
import org.jspecify.annotations.Nullable;

/**
 * A token that somebody may use on the owner's behalf: the row {@code delegation/{event id}}.
 *
 * @param through a principal, who alone may use it; or a go-between outside this ledger, through
 *     whom any lane was told
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

  /**
   * A delegation is used up by one consumption, and lapses when the owner selects afterwards or a
   * newer packet is published: the newest packet rules.
   */
  public enum Status {
    DELEGATED,
    CONSUMED,
    LAPSED
  }

  /** Whether it may be used at that moment. */
  public boolean standsAt(String now) {
    return status == Status.DELEGATED && (expires == null || now.compareTo(expires) <= 0);
  }

  /** Whether that principal may use it. */
  public boolean isFor(String principal) {
    return !isPrincipal(through) || through.equals(principal);
  }

  /** Whether {@code through} names a principal, {@code role:name}. */
  public static boolean isPrincipal(String through) {
    return through.indexOf(':') >= 0;
  }

  Delegation with(Status changed) {
    return new Delegation(token, through, person, expires, offeredByPacket, changed, by);
  }
}
