package dev.laneledger.app.storage;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LedgerEvent;
import java.time.Instant;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;

/** Entries as Axon's messages, and Axon's messages as what the writer takes. */
final class AxonMessages {
  private AxonMessages() {}

  static GenericTrackedDomainEventMessage<LedgerEvent> tracked(Entry entry) {
    LedgerEvent event = entry.event();
    String path = event.source().path();
    return new GenericTrackedDomainEventMessage<>(
        new GlobalSequenceTrackingToken(entry.seq()),
        event.source().kind().name(),
        path,
        event.streamseq(),
        new GenericMessage<>(path + '#' + event.id(), event, MetaData.emptyInstance()),
        () -> Instant.parse(event.recordedtime()));
  }

  static Instant recorded(Entry entry) {
    return Instant.parse(entry.event().recordedtime());
  }

  /**
   * @throws IllegalArgumentException unless it is an aggregate's event, at the place that its
   *     payload states
   */
  static PendingEvent pending(EventMessage<?> message) {
    if (message instanceof DomainEventMessage<?> domain
        && message.getPayload() instanceof LedgerEvent event
        && domain.getAggregateIdentifier().equals(event.source().path())
        && domain.getSequenceNumber() == event.streamseq()) {
      return new PendingEvent(event.draft(), event.actor(), event.streamseq());
    }
    throw new IllegalArgumentException(
        "a ledger stores only a LedgerEvent whose source and streamseq are the aggregate's"
            + " identifier and sequence number, but was given: "
            + message);
  }
}
