package dev.laneledger.app.rehearsal;

/** A rehearsal cannot go on: its files or its database failed, not its subject. */
public final class RehearsalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RehearsalException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
