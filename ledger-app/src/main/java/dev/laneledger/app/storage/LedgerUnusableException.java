package dev.laneledger.app.storage;

/** A directory that cannot be opened as a ledger; the message says why and what to do. */
public final class LedgerUnusableException extends RuntimeException {
  LedgerUnusableException(String message) {
    super(message);
  }

  LedgerUnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
