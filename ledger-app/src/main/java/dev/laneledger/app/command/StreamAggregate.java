package dev.laneledger.app.command;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.StreamState;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;

/**
 * One stream while a batch writes to it: its state and nothing else. No rule lives here. An
 * instance serves one unit of work; the next one starts from what was committed.
 */
abstract sealed class StreamAggregate permits Ledger, Program, TicketRegistry, Lane, Journal {
  @AggregateIdentifier private final String path;
  private StreamState state;

  StreamAggregate(StreamId stream, StreamState state) {
    this.path = stream.path();
    this.state = state;
  }

  final String path() {
    return path;
  }

  final StreamState state() {
    return state;
  }

  /**
   * Puts an allowed event at the end of the stream.
   *
   * @param now stands in for {@code recordedtime} until the writer stamps the entry
   */
  final void append(EventDraft draft, String actor, String now) {
    AggregateLifecycle.apply(new LedgerEvent(draft, actor, now, state.last() + 1));
  }

  @EventSourcingHandler
  final void on(LedgerEvent event) {
    state = state.evolve(event);
  }
}
