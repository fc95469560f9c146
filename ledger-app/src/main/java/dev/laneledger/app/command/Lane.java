package dev.laneledger.app.command;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.StreamState;

/** One lane's stream. */
final class Lane extends StreamAggregate {
  Lane(StreamId stream, StreamState state) {
    super(stream, state);
  }
}
