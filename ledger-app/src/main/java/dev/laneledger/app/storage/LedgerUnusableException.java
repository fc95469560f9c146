package dev.laneledger.app.storage;

/** A directory that cannot be opened as a ledger; the message says why and what to do. */
public final class LedgerUnusableException extends RuntimeException {
  private final boolean newer;

  LedgerUnusableException(String message) {
    this(message, false);
  }

  private LedgerUnusableException(String message, boolean newer) {
    super(message);
    this.newer = newer;
  }

  LedgerUnusableException(String message, Throwable cause) {
    super(message, cause);
    this.newer = false;
  }

  static LedgerUnusableException newer(String message) {
    return new LedgerUnusableException(message, true);
  }

  /** Whether nothing is wrong with it but that a newer program wrote it. */
  public boolean isNewer() {
    return newer;
  }
}
