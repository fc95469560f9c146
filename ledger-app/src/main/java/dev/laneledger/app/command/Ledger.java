package dev.laneledger.app.command;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.StreamState;

/** The stream {@code /ledger}: principals, owner keys, adopted packs. */
final class Ledger extends StreamAggregate {
  Ledger(StreamId stream, StreamState state) {
    super(stream, state);
  }
}
