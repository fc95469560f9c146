package dev.laneledger.app.scenario;

/** The lane stopped before its end, and the ledger holds {@code lane.stopped} with the reason. */
public final class LaneStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LaneStoppedException(String reason) {
    super(reason);
  }
}
