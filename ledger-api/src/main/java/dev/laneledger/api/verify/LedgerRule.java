package dev.laneledger.api.verify;

/** What must hold of the ledger as a whole, in the order in which it is reported. */
public enum LedgerRule {
  /** Every entry that the signed checkpoint covers is there. */
  TRUNCATED("every entry that the checkpoint covers must be there"),
  /** The checkpoint is a signed note in its canonical form. */
  CHECKPOINT_FORM("the checkpoint must be a signed checkpoint in canonical form"),
  /** The checkpoint is one of this ledger. */
  CHECKPOINT_ORIGIN("the checkpoint must be of the ledger that entry 0 creates"),
  /** The checkpoint carries a good signature of the key that is trusted. */
  CHECKPOINT_SIGNATURE("the checkpoint must be signed by the log's key"),
  /** The root over the entries is the one that was signed. */
  ROOT("the root over the entries must be the signed root"),
  /** The hash tiles have the root that was signed. */
  TILES("the hash tiles must have the signed root"),
  /** The bytes of a blob have the digest under which they are kept. */
  BLOB("a blob's bytes must have the digest that names them"),
  /** The holder's index has no rows beyond those of the entries. */
  INDEX_EXTRA("the index must not name what the ledger does not have");

  private final String text;

  LedgerRule(String text) {
    this.text = text;
  }

  /** The rule as a sentence without its values. */
  public String text() {
    return text;
  }
}
