package dev.laneledger.app.upkeep;

/**
 * One thing that an examination looked at.
 *
 * @param subject such as {@code clock}
 * @param found what is the case
 * @param todo what to do about it; empty if nothing is
 */
public record Found(State state, String subject, String found, String todo) {
  /** How it is. */
  public enum State {
    /** As it must be. */
    GOOD,
    /** It works, and will not for ever, or is not covered. */
    WARNING,
    /** It does not hold, or the server will refuse it. */
    BAD
  }

  static Found good(String subject, String found) {
    return new Found(State.GOOD, subject, found, "");
  }

  static Found warning(String subject, String found, String todo) {
    return new Found(State.WARNING, subject, found, todo);
  }

  static Found bad(String subject, String found, String todo) {
    return new Found(State.BAD, subject, found, todo);
  }
}
