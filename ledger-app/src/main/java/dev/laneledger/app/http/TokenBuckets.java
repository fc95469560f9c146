package dev.laneledger.app.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often each of many may do something: a bucket of {@code burst} tokens for everyone, which
 * fills up by {@code perSecond}. Buckets that are full again are forgotten.
 */
final class TokenBuckets {
  private static final double SECOND = 1e9;

  /** From so many buckets on the full ones are forgotten; beyond it all share one. */
  private static final int MAX_BUCKETS = 20_000;

  private final int burst;
  private final double perSecond;
  private final LongSupplier nanoClock;
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param burst at least 1
   * @param perSecond more than 0
   * @param nanoClock never goes back
   */
  TokenBuckets(int burst, double perSecond, LongSupplier nanoClock) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.nanoClock = nanoClock;
  }

  /** What was left at a moment, after somebody has taken one or found that there is none. */
  private record Bucket(double tokens, long at, boolean taken) {}

  /** Takes one token. Returns 0, or after how many seconds there is one again, at least 1. */
  long take(String who) {
    long now = nanoClock.getAsLong();
    Bucket bucket = buckets.compute(known(who, now), (w, old) -> next(old, now));
    return bucket.taken ? 0 : (long) Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
  }

  private Bucket next(@Nullable Bucket old, long now) {
    double filled = old == null ? burst : filled(old, now);
    return filled < 1 ? new Bucket(filled, now, false) : new Bucket(filled - 1, now, true);
  }

  private double filled(Bucket old, long now) {
    return Math.min(burst, old.tokens + (now - old.at) / SECOND * perSecond);
  }

  private String known(String who, long now) {
    if (buckets.size() >= MAX_BUCKETS && !buckets.containsKey(who)) {
      buckets.values().removeIf(bucket -> filled(bucket, now) >= burst);
    }
    return buckets.size() < MAX_BUCKETS || buckets.containsKey(who) ? who : "";
  }
}
