package dev.laneledger.api.note;

import java.util.List;

/**
 * A note with at least one verified signature and none that fails.
 *
 * @param text what is signed
 * @param verified signatures of known keys; one key may have signed more than once
 * @param unverified signatures of keys nobody here knows
 */
public record VerifiedNote(String text, List<By> verified, List<NoteSignature> unverified) {
  public VerifiedNote {
    verified = List.copyOf(verified);
    unverified = List.copyOf(unverified);
  }

  /** A verified signature and the key that verified it. */
  public record By(VerifierKey key, NoteSignature signature) {}
}
