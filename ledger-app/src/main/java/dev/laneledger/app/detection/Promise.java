package dev.laneledger.app.detection;

/** What a verification owes at the least; the package says more. */
public enum Promise {
  FINDING,
  SEEN,
  GAP,
  NOTHING
}
