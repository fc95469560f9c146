package dev.laneledger.api.event;

/**
 * How much a piece of evidence proves. Two ladders: ANALYSIS &lt; INPUT &lt; GRANT, and
 * SYNTHETIC_CLONE &lt; PRODUCTION_SHAPED_CLONE &lt; PRODUCTION; strengths of different ladders do
 * not compare.
 */
public enum Strength {
  ANALYSIS,
  INPUT,
  GRANT,
  SYNTHETIC_CLONE,
  PRODUCTION_SHAPED_CLONE,
  PRODUCTION;

  /** Whether evidence of this strength is enough where {@code needed} is asked for. */
  public boolean satisfies(Strength needed) {
    boolean rehearsed = compareTo(SYNTHETIC_CLONE) >= 0;
    return rehearsed == (needed.compareTo(SYNTHETIC_CLONE) >= 0) && compareTo(needed) >= 0;
  }
}
