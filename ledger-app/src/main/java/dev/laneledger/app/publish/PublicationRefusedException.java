package dev.laneledger.app.publish;

/** A tree that must not be published there; the message says both sides. */
public final class PublicationRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PublicationRefusedException(String message) {
    super(message);
  }
}
