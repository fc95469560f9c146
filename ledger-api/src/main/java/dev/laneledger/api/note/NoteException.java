package dev.laneledger.api.note;

/**
 * A note, key, checkpoint, proof, tile path or bundle that is refused. The message says the rule,
 * then the value, then what to do.
 */
public final class NoteException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What was broken, and so what the caller does. */
  public enum Rule {
    /** Not the canonical form of the format: ask the sender for it again. */
    MALFORMED,
    /** A key whose text is wrong or whose type is not spoken here: correct the configuration. */
    INVALID_KEY,
    /** A known key's signature fails: trust nothing in the note. */
    INVALID_SIGNATURE,
    /** No signature by a known key: pin the key that signs, or do not trust the note. */
    NO_KNOWN_SIGNATURE,
    /** The path does not lead from the entry to the signed root: the entry is not proven. */
    NOT_INCLUDED
  }

  private final Rule rule;

  NoteException(Rule rule, String message) {
    super(message);
    this.rule = rule;
  }

  static NoteException malformed(String message) {
    return new NoteException(Rule.MALFORMED, message);
  }

  /** The rule that was broken. */
  public Rule rule() {
    return rule;
  }
}
