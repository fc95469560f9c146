package dev.laneledger.app.storage;

/**
 * The database could not do what was asked. After a failed append the caller does not know whether
 * the request was kept: it looks its ids up before it sends them again.
 */
public final class StorageFailureException extends RuntimeException {
  StorageFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
