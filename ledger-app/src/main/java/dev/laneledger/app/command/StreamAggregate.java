package dev.laneledger.app.command;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.StreamState;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;

/**
 * One stream while a batch writes to it: its committed state, and where it ends. No rule lives
 * here. An instance serves one unit of work, whose events only the decider folds, before they are
 * allowed; the next one starts from what was committed.
 */
abstract sealed class StreamAggregate permits Ledger, Program, TicketRegistry, Lane, Journal {
  @AggregateIdentifier private final String path;
  private final StreamState state;
  private long last;

  StreamAggregate(StreamId stream, StreamState state) {
    this.path = stream.path();
    this.state = state;
    this.last = state.last();
  }

  final String path() {
    return path;
  }

  /** As it was when the unit of work began. */
  final StreamState state() {
    return state;
  }

  /**
   * Puts an allowed event at the end of the stream.
   *
   * @param now stands in for {@code recordedtime} until the writer stamps the entry
   */
  final void append(EventDraft draft, String actor, String now) {
    AggregateLifecycle.apply(new LedgerEvent(draft, actor, now, last + 1));
  }

  @EventSourcingHandler
  final void on(LedgerEvent event) {
    last = event.streamseq();
  }
}
