package dev.laneledger.app.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;

/** Real PostgreSQL servers, as durable as in earnest; one for the whole test run, or more. */
public final class PostgresServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private PostgresServer() {}

  /** Started by the first test that asks, and ended with the process. */
  private static final class Holder {
    static final EmbeddedPostgres SERVER = start();
  }

  private static EmbeddedPostgres start() {
    try {
      Path data = Files.createTempDirectory("lane-ledger-postgres-");
      EmbeddedPostgres server = start(data, 0);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(data), "end-postgres"));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server of its own over that directory, which stays; port 0 takes a free one. */
  public static EmbeddedPostgres start(Path data, int port) {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .setServerConfig("max_connections", "200")
          .setPGStartupWait(Duration.ofSeconds(60))
          .setRegisterShutdownHook(false)
          .setCleanDataDirectory(false)
          .setDataDirectory(data)
          .setPort(port)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody needs what it holds any more. */
  private static void end(Path data) {
    try {
      kill(data);
      FileSystemUtils.deleteRecursively(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: its processes notice that their parent is gone, and end. */
  public static void kill(Path data) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    ProcessHandle.of(pid)
        .ifPresent(server -> {
          server.destroyForcibly();
          server.onExit().join();
        });
  }

  /** The URL of a new, empty database. */
  public static String newDatabase() {
    return newDatabase("template1");
  }

  /** The URL of a copy of a database to which nobody is connected. */
  public static String copy(String url) {
    return newDatabase(ask(url, "SELECT current_database()"));
  }

  private static String newDatabase(String template) {
    EmbeddedPostgres server = Holder.SERVER;
    String name = "ledger" + DATABASES.incrementAndGet();
    execute(
        server.getJdbcUrl("postgres", "postgres"),
        "CREATE DATABASE " + name + " TEMPLATE " + template);
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

  /** The first value of the first row. */
  public static String ask(String url, String sql) {
    try (Connection connection = new PostgresDatabase(url, Duration.ofSeconds(5)).connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
