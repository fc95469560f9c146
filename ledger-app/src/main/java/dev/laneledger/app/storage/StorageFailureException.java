package dev.laneledger.app.storage;

import dev.laneledger.app.failure.UnavailableException;

/**
 * The database could not do what was asked. After a failed append the caller does not know whether
 * the request was kept: it looks its ids up before it sends them again.
 */
public final class StorageFailureException extends UnavailableException {
  StorageFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
