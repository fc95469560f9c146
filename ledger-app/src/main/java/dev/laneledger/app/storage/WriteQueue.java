package dev.laneledger.app.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the writer, bounded in number and in weight. Every call is one step: a group holds
 * what waited at one moment, in order, and whoever is refused was one too many just then.
 */
final class WriteQueue {
  private final int capacity;
  private final long room;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<WriteTask<?>> waiting = new ArrayDeque<>();
  private long weight;
  private boolean closed;

  /**
   * @param capacity how many tasks may wait
   * @param room how much they may weigh together
   */
  WriteQueue(int capacity, long room) {
    this.capacity = capacity;
    this.room = room;
  }

  /**
   * Puts a task behind what waits, or in front of it.
   *
   * @throws QueueFullException if it is one too many
   * @throws LedgerReadOnlyException if the queue is closed
   */
  void add(WriteTask<?> task, boolean ahead) {
    lock.lock();
    try {
      if (closed) {
        throw new LedgerReadOnlyException("it is closing; send the request again when it is back");
      }
      if (waiting.size() == capacity || weight + task.weight() > room) {
        throw new QueueFullException(capacity, room);
      }
      if (ahead) {
        waiting.addFirst(task);
      } else {
        waiting.addLast(task);
      }
      weight += task.weight();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits, whatever interrupts come, and takes tasks until they weigh that much.
   *
   * @return nothing once the queue is closed and empty
   */
  List<WriteTask<?>> take(int most) {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return group(most);
    } finally {
      lock.unlock();
    }
  }

  private List<WriteTask<?>> group(int most) {
    List<WriteTask<?>> group = new ArrayList<>();
    int taken = 0;
    while (taken < most && !waiting.isEmpty()) {
      WriteTask<?> next = waiting.removeFirst();
      group.add(next);
      taken += next.weight();
    }
    weight -= taken;
    return group;
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what waits is still given out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
