package dev.laneledger.api.client;

import org.jspecify.annotations.Nullable;

/**
 * The ledger could not be reached, answered 503 until the client gave up, or answered what is not
 * its protocol. What was appended is unknown: send the same events with the same ids again.
 */
public final class LedgerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
