package dev.laneledger.app.config;

/** A ledger that cannot be served; the message says why and what to do. */
public final class LedgerStartException extends RuntimeException {
  LedgerStartException(String message) {
    super(message);
  }

  LedgerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
