package dev.laneledger.api.verify;

/** The outcome of a verification, with the exit code that a command ends with. */
public enum Verdict {
  /** Everything holds, against a key that was given from outside. */
  VERIFIED(0),
  /** Something does not hold. */
  TAMPERED(1),
  /** The material is not a ledger that can be read. */
  UNUSABLE(2),
  /** What was covered holds, but not everything was covered. */
  GAPS(3);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }

  /** The verdict that follows from the findings, on material that could be read. */
  public static Verdict of(Iterable<Finding> findings) {
    Verdict verdict = VERIFIED;
    for (Finding finding : findings) {
      if (!(finding instanceof Finding.Gap)) {
        return TAMPERED;
      }
      verdict = GAPS;
    }
    return verdict;
  }
}
