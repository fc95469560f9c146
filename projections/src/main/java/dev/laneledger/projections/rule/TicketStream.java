package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.ticket.TicketProjection;
import dev.laneledger.projections.ticket.TicketState;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * One prefix's ticket stream.
 *
 * @param state the book of just this prefix
 * @param folds the decisions that folds of this prefix rest on
 */
public record TicketStream(long last, TicketState state, PSet<String> folds)
    implements StreamState {
  private static final TicketProjection TICKETS = new TicketProjection();
  static final TicketStream EMPTY = new TicketStream(-1, TICKETS.initial(), HashTreePSet.empty());

  @Override
  public TicketStream evolve(LedgerEvent event) {
    PSet<String> decisions =
        event.payload() instanceof TicketData.Folded fold ? folds.plus(fold.decision()) : folds;
    return new TicketStream(event.streamseq(), TICKETS.evolve(state, event), decisions);
  }
}
