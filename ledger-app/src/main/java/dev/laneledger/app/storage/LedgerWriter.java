package dev.laneledger.app.storage;

import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.trace.Traces;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * The one writer of a ledger. Callers wait until their request is durable; what waits at the same
 * time becomes durable together, without an artificial delay. Made for callers on virtual threads.
 */
public final class LedgerWriter implements AutoCloseable {
  /** How many requests may wait. */
  static final int CAPACITY = 8_192;

  /** A group takes no further request once it has this many events. */
  static final int GROUP_WEIGHT = 1_024;

  private final BlockingDeque<WriteTask<?>> queue = new LinkedBlockingDeque<>(CAPACITY);
  private final GroupCommit commits;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<IntConsumer> groups = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean stopped;

  LedgerWriter(LedgerTables tables, InstantSource clock, RecentEntries recent) {
    this.clock = clock;
    this.commits = new GroupCommit(tables, clock, recent);
    this.thread = Thread.ofPlatform().name("ledger-writer").daemon().start(this::loop);
  }

  /**
   * Appends all events of the request, or none, and waits until they are durable. One {@code
   * recordedtime} stands in all of them: the clock's, or the last recorded one if that is later.
   * Into an empty ledger only a request that begins with {@code ledger.created} goes.
   *
   * @return one receipt per event, in order, at consecutive seq
   * @throws AppendException if the request lost; nothing of it is in the ledger
   * @throws dev.laneledger.api.event.EventRefusedException ENTRY_TOO_LARGE; nothing of it is in
   * @throws StorageFailureException if the commit failed; look the ids up before sending again
   */
  public List<Receipt> append(AppendRequest request) {
    return Traces.span("commit", () -> submit(new WriteTask.Append(request)).await());
  }

  /** The same, in front of all that waits: for what the ledger states about its entries. */
  public List<Receipt> appendAhead(AppendRequest request) {
    return submit(new WriteTask.Append(request), queue::offerFirst).await();
  }

  /** What {@code recordedtime} would be now; a decision made with it is never in the past. */
  public String now() {
    return RecordedTime.later(
        commits.durable().recordedtime(), RecordedTime.format(clock.instant()));
  }

  /** Why nothing is written until an operator has acted, or empty. */
  public Optional<String> readOnlyReason() {
    return commits.readOnly();
  }

  /**
   * Calls back whenever something has become durable, here or at another node, and sometimes when
   * nothing has: be brief, and be safe for any thread.
   */
  public void onDurable(Runnable listener) {
    listeners.add(listener);
  }

  /** Calls back after each group with the number of requests in it; be brief. */
  public void onGroup(IntConsumer listener) {
    groups.add(listener);
  }

  /** How many requests wait to be taken into a group. */
  public int queued() {
    return queue.size();
  }

  /** Writes nothing from now on, for a reason that says what happened and what to do. */
  public void refuse(String reason) {
    commits.refuse(reason);
  }

  /** Answers what has queued up, refuses what comes later, and closes the connection. */
  @Override
  public void close() {
    if (!closing) {
      closing = true;
      uninterruptibly(() -> queue.put(new WriteTask.Stop()));
    }
    uninterruptibly(thread::join);
  }

  /** Something has become durable. */
  void moved() {
    listeners.forEach(Runnable::run);
  }

  void put(Hash sha256, byte[] bytes) {
    submit(new WriteTask.Blob(sha256, bytes)).await();
  }

  /** The head that the next request would be judged against if nothing else were waiting. */
  WriteHead head() {
    return commits.durable();
  }

  private <T extends WriteTask<?>> T submit(T task) {
    return submit(task, queue::offerLast);
  }

  private <T extends WriteTask<?>> T submit(T task, Predicate<WriteTask<?>> place) {
    if (closing) {
      throw closed();
    }
    if (!place.test(task)) {
      throw new QueueFullException(CAPACITY);
    }
    if (stopped && queue.remove(task)) {
      throw closed();
    }
    return task;
  }

  private void loop() {
    List<WriteTask<?>> group = new ArrayList<>();
    while (take(group)) {
      commits.run(group);
      int requests = group.size();
      groups.forEach(listener -> listener.accept(requests));
      group.clear();
      moved();
    }
    stopped = true;
    List<WriteTask<?>> late = new ArrayList<>();
    queue.drainTo(late);
    late.forEach(task -> task.fail(closed()));
    closeTables();
  }

  /** Waits for one task, then takes whatever else is there; false when the writer is to stop. */
  private boolean take(List<WriteTask<?>> group) {
    uninterruptibly(() -> group.add(queue.take()));
    if (group.getFirst() instanceof WriteTask.Stop) {
      return false;
    }
    int weight = group.getFirst().weight();
    while (weight < GROUP_WEIGHT && queue.peek() instanceof WriteTask<?> waiting) {
      if (waiting instanceof WriteTask.Stop) {
        break;
      }
      WriteTask<?> next = queue.remove(); // what was put ahead meanwhile, or what was waiting
      group.add(next);
      weight += next.weight();
    }
    return true;
  }

  private void closeTables() {
    try {
      commits.close();
    } catch (SQLException e) {
      // Everything answered is durable; the write-ahead log stays and is read at the next start.
      System.getLogger(LedgerWriter.class.getName())
          .log(System.Logger.Level.WARNING, "ledger.db was not closed cleanly", e);
    }
  }

  private static LedgerReadOnlyException closed() {
    return new LedgerReadOnlyException("it is closing; send the request again when it is back");
  }

  private interface Waiting {
    void run() throws InterruptedException;
  }

  private static void uninterruptibly(Waiting waiting) {
    boolean interrupted = false;
    while (true) {
      try {
        waiting.run();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
