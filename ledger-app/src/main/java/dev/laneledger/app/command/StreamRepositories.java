package dev.laneledger.app.command;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.StreamId;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Aggregate;

/** The repositories, one per kind of stream. */
final class StreamRepositories {
  private final StreamRepository<Ledger> ledgers;
  private final StreamRepository<Program> programs;
  private final StreamRepository<TicketRegistry> tickets;
  private final StreamRepository<Lane> lanes;
  private final StreamRepository<Journal> journals;

  StreamRepositories(CommittedStates states, EventStore store) {
    this.ledgers = new StreamRepository<>(Ledger.class, Ledger::new, states, store);
    this.programs = new StreamRepository<>(Program.class, Program::new, states, store);
    this.tickets = new StreamRepository<>(TicketRegistry.class, TicketRegistry::new, states, store);
    this.lanes = new StreamRepository<>(Lane.class, Lane::new, states, store);
    this.journals = new StreamRepository<>(Journal.class, Journal::new, states, store);
  }

  /**
   * Locks and loads every stream that the drafts are for. The order of the names keeps two batches
   * from waiting for each other.
   */
  SortedMap<StreamId, Aggregate<? extends StreamAggregate>> open(Collection<EventDraft> drafts) {
    SortedMap<StreamId, Aggregate<? extends StreamAggregate>> open = new TreeMap<>();
    drafts.stream()
        .map(EventDraft::source)
        .sorted()
        .distinct()
        .forEach(stream -> open.put(stream, open(stream)));
    return open;
  }

  /** Locks and loads one stream. */
  Aggregate<? extends StreamAggregate> open(StreamId stream) {
    return switch (stream.kind()) {
      case LEDGER -> ledgers.open(stream);
      case PROGRAM -> programs.open(stream);
      case TICKETS -> tickets.open(stream);
      case LANE -> lanes.open(stream);
      case ATTESTATIONS, REFUSALS -> journals.open(stream);
    };
  }
}
