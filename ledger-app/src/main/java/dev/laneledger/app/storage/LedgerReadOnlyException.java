package dev.laneledger.app.storage;

/** The ledger takes nothing until an operator has acted; reading goes on. */
public final class LedgerReadOnlyException extends AppendException {
  /**
   * @param reason what happened and what to do
   */
  LedgerReadOnlyException(String reason) {
    super("the ledger is read-only: " + reason);
  }
}
