package dev.laneledger.api.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the verdict rests on.
 *
 * @param key the verifier key whose signature on the checkpoint was good; null: none was
 * @param pinned whether the key was given from outside the ledger
 * @param from the key given, where the entries hand over from it to {@code key}; else null
 * @param witnesses the witnesses of the policy given whose cosignatures are good, by name
 */
public record Trust(
    @Nullable String key, boolean pinned, @Nullable String from, List<String> witnesses) {
  static final Trust NONE = new Trust(null, false);

  public Trust {
    witnesses = List.copyOf(witnesses);
  }

  /** Without witnesses. */
  public Trust(@Nullable String key, boolean pinned) {
    this(key, pinned, null, List.of());
  }

  Trust with(List<String> cosigners) {
    return new Trust(key, pinned, from, cosigners);
  }

  /** The same in words, for a person. */
  public String text() {
    if (key == null) {
      return "no signature: only that the entries agree with one another";
    }
    String log = pinned ? "the key given: " + key : "the key that the ledger itself names: " + key;
    if (from != null) {
      log = "the key given, " + from + ", which handed over to: " + key;
    }
    return witnesses.isEmpty() ? log : log + ", cosigned by " + String.join(", ", witnesses);
  }
}
