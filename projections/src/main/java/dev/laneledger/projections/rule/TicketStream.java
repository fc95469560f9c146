package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.projections.ticket.TicketProjection;
import dev.laneledger.projections.ticket.TicketState;

/**
 * One prefix's ticket stream.
 *
 * @param state the book of just this prefix
 */
public record TicketStream(long last, TicketState state) implements StreamState {
  private static final TicketProjection TICKETS = new TicketProjection();
  static final TicketStream EMPTY = new TicketStream(-1, TICKETS.initial());

  @Override
  public TicketStream evolve(LedgerEvent event) {
    return new TicketStream(event.streamseq(), TICKETS.evolve(state, event));
  }
}
