package dev.laneledger.api.verify;

import dev.laneledger.api.hash.Hash;

/** Judges RFC 3161 timestamps; reading them needs what the verifier itself does not know. */
@FunctionalInterface
public interface TimestampCheck {
  /** Cannot read any. */
  TimestampCheck NONE = (token, digest) -> new Outcome.Unknown("nobody here can read timestamps");

  /**
   * Judges one timestamp.
   *
   * @param token the DER of a TimeStampToken; anything at all may be in it
   * @param digest SHA-256 of the checkpoint's text, which it must be of
   */
  Outcome check(byte[] token, Hash digest);

  /** What a timestamp is worth. */
  sealed interface Outcome {
    /**
     * A trusted authority says so.
     *
     * @param time the time before which the checkpoint existed, RFC 3339 UTC
     * @param authority who says so
     */
    record Good(String time, String authority) implements Outcome {}

    /** It is broken, or of something else. */
    record Bad(String expected, String actual) implements Outcome {}

    /** It may be good, but nobody trusted says so; why, in words. */
    record Unknown(String why) implements Outcome {}
  }
}
