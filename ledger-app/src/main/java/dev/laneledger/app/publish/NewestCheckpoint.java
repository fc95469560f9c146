package dev.laneledger.app.publish;

import dev.laneledger.app.publish.Checkpoints.Signed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The newest signed checkpoint, and those who wait for one that covers more. */
final class NewestCheckpoint {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  /** Null before the first. */
  private volatile @Nullable Signed signed;

  private volatile long setAt = System.nanoTime();

  /** How long ago the newest came; before the first, how long there has been none. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - setAt);
  }

  @Nullable Signed get() {
    return signed;
  }

  void set(Signed newer) {
    lock.lock();
    try {
      signed = newer;
      setAt = System.nanoTime();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The newest once it covers that many entries; empty if it does not within the time. */
  Optional<Signed> await(long size, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (!covers(size) && left > 0) {
        left = moved.awaitNanos(left);
      }
      return covers(size) ? Optional.ofNullable(signed) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean covers(long size) {
    Signed newest = signed;
    return newest != null && newest.checkpoint().size() >= size;
  }
}
