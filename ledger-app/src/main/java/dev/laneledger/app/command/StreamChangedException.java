package dev.laneledger.app.command;

import dev.laneledger.api.event.StreamId;

/** The stream does not end where the sender expects it to; nothing was appended. */
public final class StreamChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long actual;

  StreamChangedException(StreamId stream, long expected, long actual) {
    super(
        "%s must %s, but %s"
            .formatted(
                stream.path(),
                expected < 0 ? "be new" : "end at streamseq " + expected,
                actual < 0 ? "is new" : "ends at streamseq " + actual),
        null,
        false,
        false);
    this.actual = actual;
  }

  /** streamseq of the stream's last event; −1 for none. */
  public long actual() {
    return actual;
  }
}
