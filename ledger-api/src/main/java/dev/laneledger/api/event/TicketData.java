package dev.laneledger.api.event;

import dev.laneledger.api.hash.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payloads of a ticket stream. Ticket numbers are whole numbers from 1. */
public sealed interface TicketData extends EventData {

  /** Where a range of tickets stands. */
  enum State {
    RESERVED,
    APPLIED,
    WITHDRAWN
  }

  /** Opens a prefix with the ranges that were taken before this ledger, in ascending order. */
  record Registered(String prefix, List<PastRange> ranges, List<PastWithdrawal> withdrawn)
      implements TicketData {}

  /** A range that somebody took before this ledger, as it was told. */
  record PastRange(
      long from,
      long to,
      String lane,
      State state,
      @Nullable String owner,
      @Nullable String foldedBy) {}

  /** A reservation that was withdrawn before this ledger and never stood. */
  record PastWithdrawal(long from, long to, String why, @Nullable List<Long> renumberedTo) {}

  /**
   * @param from first ticket, inclusive
   * @param to last ticket, inclusive
   * @param applyNow always false: reserving applies nothing
   */
  record Reserved(String lane, long from, long to, boolean applyNow) implements TicketData {}

  record Withdrawn(long from, long to, String reason) implements TicketData {}

  /** Takes reserved ranges into the canonical registry under a decision of its own. */
  record Folded(
      long from, long to, String decision, List<DocumentPin> before, List<DocumentPin> after)
      implements TicketData {}

  record DocumentPin(String path, long storeRevision, long bytes, Hash sha256) {}
}
