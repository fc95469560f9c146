package dev.laneledger.app.command;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.StreamState;

/** A program's own stream: its blockers and decisions. */
final class Program extends StreamAggregate {
  Program(StreamId stream, StreamState state) {
    super(stream, state);
  }
}
