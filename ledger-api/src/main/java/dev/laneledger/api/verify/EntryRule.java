package dev.laneledger.api.verify;

/**
 * What must hold of one entry. The order is the precedence: of one entry the first broken rule is
 * reported first.
 */
public enum EntryRule {
  /** No entry is missing in front of this one. */
  MISSING("entries must be numbered without gaps"),
  /** No entry stands here that the ledger does not have. */
  EXTRA("no entry may stand between those that the hashes name"),
  /** Two neighbours are in each other's place. */
  SWAPPED("entries must stand in the order in which they were chained"),
  /** The leaf hash over the entry's bytes is the one that is claimed. */
  CHANGED("an entry's bytes must have the leaf hash that was recorded for them"),
  /** The claimed chain hash follows from the one before and the leaf. */
  CHAIN("an entry's chain hash must follow from the entry before it"),
  /** The bytes are the canonical form of an event of this format. */
  FORM("an entry must be the canonical form of an event"),
  /** Entry 0 is the genesis. */
  GENESIS("entry 0 must be the ledger.created of this format"),
  /** {@code streamseq} counts from 0 without gaps in every stream. */
  STREAM_SEQUENCE("streamseq must count without gaps within its stream"),
  /** An id stands once in its stream. */
  ID_REPEATED("an id must occur once in its stream"),
  /** {@code recordedtime} never decreases. */
  TIME("recordedtime must never decrease"),
  /** What an index beside the entry says of it is what its bytes say. */
  INDEX("the index must say what the entry says"),
  /** The subtree hashes that were recorded with the entry are those of the tree. */
  SUBTREE("a recorded subtree hash must be the one over its leaves"),
  /** The head that an owner's selection binds is one that the ledger had before it. */
  ANCHOR("a head that an owner bound must be one that this ledger had"),
  /** The log went over to a key without the old key's word, or the new key's. */
  KEY_ROTATION("a log's new key must be signed by the key in force and by itself");

  private final String text;

  EntryRule(String text) {
    this.text = text;
  }

  /** The rule as a sentence without its values. */
  public String text() {
    return text;
  }
}
