package dev.laneledger.app.storage;

/** The decision had expired when its turn came: the caller decides again. */
public final class NotAfterPassedException extends AppendException {
  NotAfterPassedException(String notAfter, String recordedtime) {
    super(
        "the append must be recorded by %s, but it is %s: decide again"
            .formatted(notAfter, recordedtime));
  }
}
