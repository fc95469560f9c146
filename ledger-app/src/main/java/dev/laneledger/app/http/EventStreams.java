package dev.laneledger.app.http;

import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.app.readmodel.LedgerQueries;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The streams of entries that are open: how many each principal has, what wakes them, and what ends
 * them all. A stream waits and writes in its request's own virtual thread, so that a reader who is
 * slow holds up nobody else.
 */
public final class EventStreams implements ApplicationListener<ContextClosedEvent> {
  /** How many streams one principal may have open. */
  static final int PER_PRINCIPAL = 16;

  private static final String RETRY_SECONDS = "15";

  private final LedgerQueries queries;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<String, Integer> open = new HashMap<>();
  private boolean closed;

  EventStreams(LedgerQueries queries) {
    this.queries = queries;
    queries.onMoved(this::wake);
  }

  /**
   * Counts one more stream of the caller, until it is {@link #leave left}.
   *
   * @throws ProblemException {@code RATE_LIMITED} if there are too many, {@code UNAVAILABLE} if the
   *     server is stopping
   */
  public void enter(Caller caller) {
    lock.lock();
    try {
      if (closed) {
        throw new ProblemException(ProblemMapper.ofStatus(503));
      }
      if (open.merge(caller.actor(), 1, Integer::sum) > PER_PRINCIPAL) {
        leave(caller);
        throw new ProblemException(tooMany(caller));
      }
    } finally {
      lock.unlock();
    }
  }

  public void leave(Caller caller) {
    lock.lock();
    try {
      open.computeIfPresent(caller.actor(), (who, count) -> count == 1 ? null : count - 1);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the entry at that seq is folded, or the time is over.
   *
   * @param nanos at most so long; not positive: not at all
   * @return whether streams go on; false once the server stops
   */
  public boolean await(long seq, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (!closed && left > 0 && queries.view().position() < seq) {
        left = moved.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends every stream before the server waits for the requests that are still running. */
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static Problem tooMany(Caller caller) {
    return Problem.of(
            ReasonCode.RATE_LIMITED,
            "at most %d streams of one principal may be open, but so many are open of: %s"
                .formatted(PER_PRINCIPAL, caller.actor()))
        .withTodo("close a stream, or wait as long as Retry-After says")
        .withHeader("Retry-After", RETRY_SECONDS);
  }
}
