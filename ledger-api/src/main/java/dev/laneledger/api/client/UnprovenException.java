package dev.laneledger.api.client;

import org.jspecify.annotations.Nullable;

/**
 * The ledger sent a proof that does not prove what it has to, or a stream of entries that does not
 * hold together. Do not rely on it; keep {@link #proof()}, for it shows what the ledger said, and
 * ask an auditor to verify the ledger.
 */
public final class UnprovenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String proof;

  UnprovenException(String message, String proof, @Nullable Throwable cause) {
    super(message, cause);
    this.proof = proof;
  }

  /** The proof, or the entry of the stream, as the ledger sent it. */
  public String proof() {
    return proof;
  }
}
