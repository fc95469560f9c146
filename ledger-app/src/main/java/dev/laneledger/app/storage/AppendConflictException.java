package dev.laneledger.app.storage;

import dev.laneledger.api.event.StreamId;

/** A stream has moved since the caller read it: the caller reads again and decides again. */
public final class AppendConflictException extends AppendException {
  private final StreamId stream;

  /**
   * @param expected the last streamseq that the caller knew, -1 for none
   * @param actual the last streamseq that the stream has, -1 for none
   */
  AppendConflictException(StreamId stream, long expected, long actual) {
    super(
        "the last streamseq of %s must be %d, but is %d: read the stream and decide again"
            .formatted(stream, expected, actual));
    this.stream = stream;
  }

  public StreamId stream() {
    return stream;
  }
}
