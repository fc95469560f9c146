package dev.laneledger.app.readmodel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The newest view, and those who wait for a newer one. */
final class ViewHolder {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile LedgerView view = LedgerView.EMPTY;

  LedgerView view() {
    return view;
  }

  void publish(LedgerView newer) {
    lock.lock();
    try {
      view = newer;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    listeners.forEach(Runnable::run);
  }

  /** Calls back after each newer view. */
  void onMoved(Runnable listener) {
    listeners.add(listener);
  }

  /** The view once it has reached that position; empty if it has not within the time. */
  Optional<LedgerView> await(long position, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (view.position() < position && left > 0) {
        left = moved.awaitNanos(left);
      }
      return view.position() < position ? Optional.empty() : Optional.of(view);
    } finally {
      lock.unlock();
    }
  }
}
