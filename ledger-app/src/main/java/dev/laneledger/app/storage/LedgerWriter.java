package dev.laneledger.app.storage;

import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.trace.Traces;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/**
 * The one writer of a ledger. Callers wait until their request is durable; what waits at the same
 * time becomes durable together, without an artificial delay. Made for callers on virtual threads.
 */
public final class LedgerWriter implements AutoCloseable {
  /**
   * How many requests may wait: fewer than the 8,192 connections that a server takes, so that
   * whoever comes too many is told so and not left waiting.
   */
  static final int CAPACITY = 4_096;

  /**
   * How much may wait, as the sum of the weights: 4 KiB each, an eighth of the memory; at least
   * more than one request can weigh.
   */
  static final long ROOM = Math.max(16_384, Runtime.getRuntime().maxMemory() >> 15);

  /** A group takes no further request once it has this many events. */
  static final int GROUP_WEIGHT = 1_024;

  private final WriteQueue queue = new WriteQueue(CAPACITY, ROOM);
  private final GroupCommit commits;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<IntConsumer> groups = new CopyOnWriteArrayList<>();
  private final Thread thread;

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
    return Traces.span("commit", () -> submit(new WriteTask.Append(request), false).await());
  }

  /** The same, in front of all that waits: for what the ledger states about its entries. */
  public List<Receipt> appendAhead(AppendRequest request) {
    return submit(new WriteTask.Append(request), true).await();
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
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something has become durable. */
  void moved() {
    listeners.forEach(Runnable::run);
  }

  void put(Hash sha256, byte[] bytes) {
    submit(new WriteTask.Blob(sha256, bytes), false).await();
  }

  /** The head that the next request would be judged against if nothing else were waiting. */
  WriteHead head() {
    return commits.durable();
  }

  private <T extends WriteTask<?>> T submit(T task, boolean ahead) {
    queue.add(task, ahead);
    return task;
  }

  private void loop() {
    for (List<WriteTask<?>> group = queue.take(GROUP_WEIGHT);
        !group.isEmpty();
        group = queue.take(GROUP_WEIGHT)) {
      commits.run(group);
      int requests = group.size();
      groups.forEach(listener -> listener.accept(requests));
      moved();
    }
    closeTables();
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
}
