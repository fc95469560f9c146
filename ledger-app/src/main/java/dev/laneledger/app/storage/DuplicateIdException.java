package dev.laneledger.app.storage;

import dev.laneledger.api.event.StreamId;

/** The id stands in that stream already: the caller reads that event and compares. */
public final class DuplicateIdException extends AppendException {
  private final StreamId source;
  private final String id;

  DuplicateIdException(StreamId source, String id) {
    super("an id must be new in its stream, but %s has %s already".formatted(source, id));
    this.source = source;
    this.id = id;
  }

  public StreamId source() {
    return source;
  }

  public String id() {
    return id;
  }
}
