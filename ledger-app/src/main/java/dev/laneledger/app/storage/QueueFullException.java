package dev.laneledger.app.storage;

/** More is waiting than the writer accepts: the caller tries again a little later (HTTP 503). */
public final class QueueFullException extends AppendException {
  QueueFullException(int capacity) {
    super("at most %d requests may wait for the writer: try again later".formatted(capacity));
  }
}
