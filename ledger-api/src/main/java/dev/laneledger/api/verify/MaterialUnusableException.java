package dev.laneledger.api.verify;

import org.jspecify.annotations.Nullable;

/** Material that cannot be read as a ledger. The message says the rule, the value, what to do. */
public final class MaterialUnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MaterialUnusableException(String message) {
    this(message, null);
  }

  public MaterialUnusableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
