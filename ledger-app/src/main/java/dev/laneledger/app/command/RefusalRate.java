package dev.laneledger.app.command;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many refusals a principal may cause: a bucket of {@code burst} tokens that fills up by {@code
 * perSecond}. Beyond it a denial leaves no event.
 */
final class RefusalRate {
  private static final double SECOND = 1e9;

  private final double burst;
  private final double perSecond;
  private final LongSupplier nanoClock;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  RefusalRate(double burst, double perSecond, LongSupplier nanoClock) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.nanoClock = nanoClock;
  }

  /** Takes one token of the principal's bucket, if there is one. */
  boolean take(String principal) {
    long now = nanoClock.getAsLong();
    Bucket bucket =
        buckets.compute(
            principal, (p, old) -> old == null ? new Bucket(burst - 1, now, true) : old.next(now));
    return bucket.taken;
  }

  /** Puts back a token that was taken for nothing. */
  void giveBack(String principal) {
    buckets.computeIfPresent(
        principal, (p, old) -> new Bucket(Math.min(burst, old.tokens + 1), old.at, old.taken));
  }

  private final class Bucket {
    private final double tokens;
    private final long at;
    private final boolean taken;

    Bucket(double tokens, long at, boolean taken) {
      this.tokens = tokens;
      this.at = at;
      this.taken = taken;
    }

    Bucket next(long now) {
      double filled = Math.min(burst, tokens + (now - at) / SECOND * perSecond);
      return filled < 1 ? new Bucket(filled, now, false) : new Bucket(filled - 1, now, true);
    }
  }
}
