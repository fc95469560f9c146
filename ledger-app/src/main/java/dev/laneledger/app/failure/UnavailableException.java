package dev.laneledger.app.failure;

/**
 * Something that the ledger stands on does not answer now; asking again later may help. The message
 * is for the operator.
 */
public abstract class UnavailableException extends RuntimeException {
  protected UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
