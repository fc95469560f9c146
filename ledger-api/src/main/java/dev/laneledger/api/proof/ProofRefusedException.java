package dev.laneledger.api.proof;

import dev.laneledger.api.note.NoteException;

/** A proof that does not prove what it is for. The message says the rule, then both sides. */
public final class ProofRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** How far the check came, in the order in which it is made. */
  public enum Step {
    /** The text is no proof at all: ask the sender for it again. */
    FORM,
    /** The note is not a checkpoint that the given key signed: do not trust it. */
    CHECKPOINT,
    /** The entry is not under the checkpoint's root. */
    INCLUSION,
    /** The bytes are not an entry of a ledger. */
    ENTRY,
    /** The entry is not the ledger's attestation of that projection of that program. */
    ATTESTATION,
    /** The row is not under the attested state hash. */
    ROW
  }

  private final Step step;
  private final String rule;
  private final String expected;
  private final String actual;

  ProofRefusedException(Step step, String rule, String expected, String actual) {
    super(
        step + ": " + rule + "\n  expected  " + expected + "\n  actual    " + actual,
        null,
        false,
        false);
    this.step = step;
    this.rule = rule;
    this.expected = expected;
    this.actual = actual;
  }

  /** A form that is not the one of a proof. */
  static ProofRefusedException form(String expected, Exception actual) {
    return new ProofRefusedException(
        Step.FORM, "a proof must have its one form", expected, String.valueOf(actual.getMessage()));
  }

  static ProofRefusedException checkpoint(NoteException e) {
    return new ProofRefusedException(
        Step.CHECKPOINT,
        "a checkpoint must be signed by the log's key that was given",
        "a good signature of that key",
        String.valueOf(e.getMessage()));
  }

  public Step step() {
    return step;
  }

  public String rule() {
    return rule;
  }

  public String expected() {
    return expected;
  }

  public String actual() {
    return actual;
  }
}
