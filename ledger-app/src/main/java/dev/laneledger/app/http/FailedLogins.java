package dev.laneledger.app.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts requests with a token that admits nobody, {@code laneledger.authentication.failed}, and
 * says which address sends too many of them.
 */
final class FailedLogins {
  private static final int BURST = 100;
  private static final int PER_SECOND = 10;

  private final Counter failed;
  private final TokenBuckets byAddress = new TokenBuckets(BURST, PER_SECOND, System::nanoTime);

  FailedLogins(MeterRegistry meters) {
    failed =
        Counter.builder("laneledger.authentication.failed")
            .description("requests with a token that is unknown, expired, revoked or not valid")
            .register(meters);
  }

  /**
   * Enters one more.
   *
   * @return 0, or how many seconds that address should wait
   */
  long count(String address) {
    failed.increment();
    return byAddress.take(address);
  }

  /** What an address is told that sends too many. */
  static Problem tooMany(String address, long wait) {
    return RateFilter.tooMany(
        "the address " + address, PER_SECOND + " tokens a second that admit nobody", wait);
  }
}
