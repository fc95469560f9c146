package dev.laneledger.projections.rule;

/** A rule pack that must not be used: nothing of it is loaded. */
public final class PackRefusedException extends RuntimeException {
  /**
   * @param message the rule, then the value, then what to do
   */
  public PackRefusedException(String message) {
    super(message, null, false, false);
  }
}
