package dev.laneledger.app.command;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.StreamState;

/** What the ledger itself records: attestations, and refusals that belong to no stream. */
final class Journal extends StreamAggregate {
  Journal(StreamId stream, StreamState state) {
    super(stream, state);
  }
}
