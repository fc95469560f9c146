package dev.laneledger.projections.decision;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.ProgramData;
import org.jspecify.annotations.Nullable;

/**
 * The owner's choice: the row {@code selection/{packet}}.
 *
 * @param expires RFC 3339 UTC milliseconds; readers apply it at the moment of reading
 * @param cause why it lapsed; null unless it did
 */
public record Selection(
    String option,
    String reason,
    String person,
    ProgramData.Binds binds,
    @Nullable String expires,
    Status status,
    @Nullable String cause,
    EventRef by) {

  /** Only a SELECTED one can be consumed. */
  public enum Status {
    SELECTED,
    CONSUMED,
    LAPSED,
    EXPIRED
  }

  /** Whether it may be used at that moment. */
  public boolean standsAt(String now) {
    return status == Status.SELECTED && (expires == null || now.compareTo(expires) <= 0);
  }

  Selection with(Status newStatus, @Nullable String newCause) {
    return new Selection(option, reason, person, binds, expires, newStatus, newCause, by);
  }
}
