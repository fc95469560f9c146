package dev.laneledger.projections.question;

/** One sentence of an answer, and what stands behind it. */
public record Statement(Kind kind, String text) {

  /** What stands behind a statement. */
  public enum Kind {
    /** It follows from the entries. */
    COMPUTED,
    /** Somebody said it, and it cannot be computed from the entries. */
    CLAIMED,
    /** It follows from the entries, and is not as it has to be. */
    AGAINST
  }
}
