package dev.laneledger.projections.rule;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;

/** What verdicts read of one stream. Immutable. */
public sealed interface StreamState
    permits LedgerStream, ProgramStream, TicketStream, LaneStream, PlainStream {

  /** The state of a stream that holds no event. */
  static StreamState initial(StreamId stream) {
    return switch (stream.kind()) {
      case LEDGER -> LedgerStream.EMPTY;
      case PROGRAM -> ProgramStream.EMPTY;
      case TICKETS -> TicketStream.EMPTY;
      case LANE -> LaneStream.EMPTY;
      case ATTESTATIONS, REFUSALS -> PlainStream.EMPTY;
    };
  }

  /** The state after the next event of the stream. */
  StreamState evolve(LedgerEvent event);

  /** Whether the event at that streamseq is a refusal, which proves nothing. */
  boolean isRefusal(long streamseq);

  /** The streamseq of the last event; −1 for none. */
  long last();
}
