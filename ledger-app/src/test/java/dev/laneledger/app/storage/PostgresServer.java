package dev.laneledger.app.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL server for the whole test run, as durable as in earnest. */
public final class PostgresServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private PostgresServer() {}

  /** Started by the first test that asks, and stopped with the process. */
  private static final class Holder {
    static final EmbeddedPostgres SERVER = start();
  }

  static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("max_connections", "200")
          .setPGStartupWait(Duration.ofSeconds(60))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URL of a new, empty database. */
  public static String newDatabase() {
    return newDatabase(Holder.SERVER);
  }

  static String newDatabase(EmbeddedPostgres server) {
    String name = "ledger" + DATABASES.incrementAndGet();
    execute(server.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + name);
    return server.getJdbcUrl("postgres", name);
  }

  /** Somebody with access to the database. */
  public static void execute(String url, String sql) {
    try (Connection connection = new PostgresDatabase(url, Duration.ofSeconds(5)).connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
