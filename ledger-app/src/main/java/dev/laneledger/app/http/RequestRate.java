package dev.laneledger.app.http;

/**
 * How many requests one principal may send; whoever sends no token is counted by address.
 *
 * @param perSecond so many every second; 0: any number
 * @param burst so many at once
 */
public record RequestRate(int perSecond, int burst) {
  private static final int PER_SECOND = 2_000;

  /** What a principal may save up, in seconds. */
  private static final int SAVED = 5;

  /** That many a second, and five seconds' worth at once. */
  public static RequestRate ofSecond(int perSecond) {
    return new RequestRate(perSecond, Math.multiplyExact(perSecond, SAVED));
  }

  /** Of the system property {@code laneledger.requests.perSecond}, or 2,000. */
  public static RequestRate ofProperties() {
    return ofSecond(Integer.getInteger("laneledger.requests.perSecond", PER_SECOND));
  }
}
