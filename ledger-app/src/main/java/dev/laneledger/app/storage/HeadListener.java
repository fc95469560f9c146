package dev.laneledger.app.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears when a node of the ledger has committed, and notes how many entries there are then. Anybody
 * who may connect can notify, so only the head row is believed; it is not read for what this node
 * wrote itself. What no notification told, because a connection was lost, is looked for now and
 * then.
 */
final class HeadListener implements AutoCloseable {
  private static final int RETRY_MILLIS = 200;

  /** What is told within that time is looked at together: readers may be as much behind. */
  private static final int REST_MILLIS = 10;

  private static final String SIZE = "SELECT size FROM head";

  private final PostgresDatabase database;
  private final RecentEntries recent;
  private final Duration look;
  private final Runnable moved;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Connection connection;

  /**
   * @param look after how long a silence the head row is looked at
   * @param moved is called when something has become durable, and sometimes when nothing has
   */
  HeadListener(PostgresDatabase database, RecentEntries recent, Duration look, Runnable moved) {
    this.database = database;
    this.recent = recent;
    this.look = look;
    this.moved = moved;
    this.thread = Thread.ofPlatform().name("head-listener").daemon().start(this::run);
  }

  private void run() {
    try {
      do {
        listenOrLook();
      } while (!closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it; it would be an end
    }
  }

  private void listenOrLook() throws InterruptedException {
    try (Connection open = database.connect();
        Statement statement = open.createStatement()) {
      connection = open;
      statement.execute("LISTEN " + PostgresTables.CHANNEL);
      look(statement);
      PGConnection notified = open.unwrap(PGConnection.class);
      while (closing.getCount() > 0) {
        PGNotification[] told = notified.getNotifications((int) look.toMillis());
        if (told.length == 0 || !Arrays.stream(told).allMatch(this::isKnown)) {
          look(statement); // fails if the server is gone without a word
        }
        closing.await(REST_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (SQLException e) {
      if (closing.getCount() > 0) {
        System.getLogger(HeadListener.class.getName())
            .log(System.Logger.Level.WARNING, "the database is not heard: " + e.getMessage());
      }
    }
  }

  private void look(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(SIZE)) {
      if (row.next()) {
        recent.committed(row.getLong(1));
      }
    }
    moved.run();
  }

  private boolean isKnown(PGNotification told) {
    try {
      return Long.parseLong(told.getParameter()) <= recent.committed().orElse(-1);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      Connection open = connection;
      if (open != null) {
        open.abort(Runnable::run);
      }
      thread.join();
    } catch (SQLException e) {
      throw new StorageFailureException("cannot stop listening: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
