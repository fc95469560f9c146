package dev.laneledger.app.storage;

/** Why an append was not made. Nothing of the request is in the ledger. */
public abstract sealed class AppendException extends RuntimeException
    permits AppendConflictException,
        DuplicateIdException,
        NotAfterPassedException,
        QueueFullException,
        LedgerReadOnlyException {

  /** Without a stack trace: it is an answer of the writer, not a fault in it. */
  AppendException(String message) {
    super(message, null, false, false);
  }
}
