package dev.laneledger.app.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Hears when a node of the ledger has committed. What no notification told, because a connection
 * was lost, is looked for once a second.
 */
final class HeadListener implements AutoCloseable {
  private static final int LOOK_MILLIS = 1_000;
  private static final int RETRY_MILLIS = 200;

  private final PostgresDatabase database;
  private final Runnable moved;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Connection connection;

  HeadListener(PostgresDatabase database, Runnable moved) {
    this.database = database;
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

  private void listenOrLook() {
    try (Connection open = database.connect();
        Statement statement = open.createStatement()) {
      connection = open;
      statement.execute("LISTEN " + PostgresTables.CHANNEL);
      moved.run();
      PGConnection notified = open.unwrap(PGConnection.class);
      while (closing.getCount() > 0) {
        if (notified.getNotifications(LOOK_MILLIS).length == 0) {
          statement.execute("SELECT 1"); // fails if the server is gone without a word
        }
        moved.run();
      }
    } catch (SQLException e) {
      if (closing.getCount() > 0) {
        System.getLogger(HeadListener.class.getName())
            .log(System.Logger.Level.WARNING, "the database is not heard: " + e.getMessage());
      }
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
