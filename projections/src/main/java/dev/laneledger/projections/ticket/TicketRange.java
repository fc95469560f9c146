package dev.laneledger.projections.ticket;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.TicketData;
import org.jspecify.annotations.Nullable;

/**
 * One range as the row of {@code tickets.v1} shows it.
 *
 * @param from first ticket, inclusive
 * @param to last ticket, inclusive
 * @param reservedBy the event that took it
 * @param changedBy the event that folded or withdrew it, null while reserved
 */
public record TicketRange(
    long from,
    long to,
    String lane,
    TicketData.State state,
    EventRef reservedBy,
    @Nullable EventRef changedBy) {

  TicketRange changed(TicketData.State newState, EventRef by) {
    return new TicketRange(from, to, lane, newState, reservedBy, by);
  }

  boolean within(long first, long last) {
    return first <= from && to <= last;
  }
}
