package dev.laneledger.api.verify;

import org.jspecify.annotations.Nullable;

/**
 * What the verdict rests on.
 *
 * @param key the verifier key whose signature on the checkpoint was good; null: none was
 * @param pinned whether the key was given from outside the ledger
 */
public record Trust(@Nullable String key, boolean pinned) {
  static final Trust NONE = new Trust(null, false);

  /** The same in words, for a person. */
  public String text() {
    if (key == null) {
      return "no signature: only that the entries agree with one another";
    }
    return pinned ? "the key given: " + key : "the key that the ledger itself names: " + key;
  }
}
