package dev.laneledger.api.verify;

/** What a verification could not cover, in the order in which it is reported. */
public enum GapKind {
  /** No verifier key was given from outside: the ledger vouches for itself. */
  NO_PINNED_KEY("a key from outside the ledger must be given"),
  /** There is no signed checkpoint. */
  NO_CHECKPOINT("a signed checkpoint must be there"),
  /** A published tree shows its hashes and no entry. */
  NO_ENTRIES("the entries must be there: hashes do not say what they are of"),
  /** Entries after the checkpoint, which no signature covers. */
  UNCOVERED("the checkpoint must cover every entry"),
  /** The policy that was given asks for no witness. */
  NO_WITNESS("a policy must ask for witnesses"),
  /** Witnesses that the ledger's own policy asks for have not cosigned. */
  UNWITNESSED("the witnesses that the ledger asks must have cosigned"),
  /** A timestamp could not be judged. */
  TIMESTAMP_UNKNOWN("a timestamp must be of an authority that is trusted"),
  /** A blob that an entry names is not there. */
  BLOB_MISSING("every blob that an entry names must be there"),
  /** A blob was redacted: its digest is there, its bytes are not. */
  BLOB_REDACTED("the bytes of a blob must be there, unless an owner redacted them"),
  /** A verdict could not be reached again, because a pack or a kept input is missing. */
  VERDICT_UNKNOWN("packs and kept inputs must be there for every verdict"),
  /** A lane sealed its packet as ready or applied, and no probe run with a control is there. */
  LANE_UNPROBED("a lane must have shown that bad inputs fail and that a control passes"),
  /** No attestation says what the projections of a program were. */
  STATE_UNATTESTED("the states that a replay reaches must have been attested"),
  /** An attestation is of a state too long ago. */
  ATTESTATION_LATE("an attestation must come soon after the state that it attests"),
  /** A selection binds a head of too long ago. */
  ANCHOR_OLD("a head that an owner bound must be near the selection"),
  /** A copy that an export holds is not there. */
  COPY_MISSING("an export must hold a copy of every pack, packet and report"),
  /** The container holds bytes that nothing vouches for. */
  CONTAINER("the container must be byte for byte what an export writes");

  private final String text;

  GapKind(String text) {
    this.text = text;
  }

  /** The rule as a sentence without its values. */
  public String text() {
    return text;
  }
}
