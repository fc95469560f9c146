package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.projections.ticket.TicketProjection;
import dev.laneledger.projections.ticket.TicketState;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * One prefix's ticket stream.
 *
 * @param state the book of just this prefix
 * @param refusals where refusals stand
 */
public record TicketStream(long last, TicketState state, PSet<Long> refusals)
    implements StreamState {
  private static final TicketProjection TICKETS = new TicketProjection();
  static final TicketStream EMPTY = new TicketStream(-1, TICKETS.initial(), HashTreePSet.empty());

  @Override
  public TicketStream evolve(LedgerEvent event) {
    PSet<Long> refused =
        event.payload() instanceof LedgerData.Refused ? refusals.plus(event.streamseq()) : refusals;
    return new TicketStream(event.streamseq(), TICKETS.evolve(state, event), refused);
  }

  @Override
  public boolean isRefusal(long streamseq) {
    return refusals.contains(streamseq);
  }
}
