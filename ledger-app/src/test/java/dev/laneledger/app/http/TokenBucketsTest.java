package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong();
  private final TokenBuckets buckets = new TokenBuckets(3, 0.5, now::get);

  @Test
  void everyone_has_a_burst_and_then_a_rate() {
    for (int i = 0; i < 3; i++) {
      assertThat(buckets.take("a")).isZero();
    }
    assertThat(buckets.take("a")).isEqualTo(2);
    assertThat(buckets.take("b")).isZero();
    now.addAndGet(SECOND);
    assertThat(buckets.take("a")).isEqualTo(1);
    now.addAndGet(SECOND);
    assertThat(buckets.take("a")).isZero();
    assertThat(buckets.take("a")).isEqualTo(2);
  }

  @Test
  void nobody_saves_up_more_than_a_burst() {
    now.addAndGet(1_000 * SECOND);
    for (int i = 0; i < 3; i++) {
      assertThat(buckets.take("a")).isZero();
    }
    assertThat(buckets.take("a")).isPositive();
  }

  @Test
  void many_names_take_no_more_memory_than_some() {
    for (int i = 0; i < 20_000; i++) {
      assertThat(buckets.take("n" + i)).isZero();
    }
    for (int i = 0; i < 3; i++) {
      assertThat(buckets.take("late" + i)).isZero();
    }
    assertThat(buckets.take("last")).isPositive();
    assertThat(buckets.take("n7")).isZero();
    now.addAndGet(10 * SECOND);
    for (int i = 0; i < 10; i++) {
      assertThat(buckets.take("after" + i)).as("the full buckets are forgotten").isZero();
    }
  }
}
