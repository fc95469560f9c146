package dev.laneledger.app.http;

/** What probes are told of the ledger. Safe for any number of threads. */
@FunctionalInterface
public interface ServerState {
  /** Whether appends are taken; false while the ledger is read-only. */
  boolean isWritable();
}
