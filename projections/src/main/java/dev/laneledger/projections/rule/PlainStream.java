package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LedgerEvent;

/** A stream of which verdicts read nothing but its length. */
public record PlainStream(long last) implements StreamState {
  static final PlainStream EMPTY = new PlainStream(-1);

  @Override
  public boolean isRefusal(long streamseq) {
    return false; // no rule takes evidence from such a stream
  }

  @Override
  public PlainStream evolve(LedgerEvent event) {
    return new PlainStream(event.streamseq());
  }
}
