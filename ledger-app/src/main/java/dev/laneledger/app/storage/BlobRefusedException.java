package dev.laneledger.app.storage;

import dev.laneledger.api.event.ReasonCode;

/** Bytes that are not kept: the sender mends what the code and the message name. */
public final class BlobRefusedException extends RuntimeException {
  private final ReasonCode code;

  BlobRefusedException(ReasonCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** BODY_TOO_LARGE or DIGEST_MISMATCH. */
  public ReasonCode code() {
    return code;
  }
}
