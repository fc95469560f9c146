package dev.laneledger.app.command;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.StreamState;

/** The tickets of one prefix of one program. */
final class TicketRegistry extends StreamAggregate {
  TicketRegistry(StreamId stream, StreamState state) {
    super(stream, state);
  }
}
