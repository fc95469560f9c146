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
  /** The cosignature of a known witness verifies. */
  COSIGNATURE("the cosignature of a known witness must verify"),
  /** As many witnesses have cosigned as the policy that was given asks for. */
  QUORUM("the witnesses that the policy asks for must have cosigned"),
  /** The ledger's own policy can be read. */
  POLICY("the ledger's policy must be a tlog-policy"),
  /** A timestamp is of a checkpoint that this ledger had. */
  TIMESTAMP("a timestamp must be of a checkpoint of this ledger"),
  /** What a checkpoint covered that was seen before is there unchanged. */
  SEEN("the ledger must contain what the checkpoint that was seen before covers"),
  /** The root over the entries is the one that was signed. */
  ROOT("the root over the entries must be the signed root"),
  /** The hash tiles of every level, and the entry bundles, are those of the tree. */
  TILES("the tiles must be those of the tree over the entries"),
  /** The bytes of a blob have the digest under which they are kept. */
  BLOB("a blob's bytes must have the digest that names them"),
  /** A copy of a rule pack has the digest that was adopted. */
  PACK_COPY("a copy of a pack must have the digest that was adopted"),
  /** A copy of a packet is whole and has the tree that was sealed. */
  PACKET_COPY("a copy of a packet must be the packet that was sealed"),
  /** Copies are of what the ledger has. */
  COPY_EXTRA("a copy must be of what the ledger has"),
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
