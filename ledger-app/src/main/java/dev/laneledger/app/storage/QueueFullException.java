package dev.laneledger.app.storage;

/** More is waiting than the writer accepts: the caller tries again a little later (HTTP 503). */
public final class QueueFullException extends AppendException {
  QueueFullException(int requests, long weight) {
    super(
        "at most %d requests with %d events or 4 KiB of blobs may wait for the writer, and so many do: send it again a little later"
            .formatted(requests, weight));
  }
}
