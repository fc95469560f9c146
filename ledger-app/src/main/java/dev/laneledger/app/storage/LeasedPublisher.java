package dev.laneledger.app.storage;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A node of a shared ledger. The lease is a row with an end in the database's time, so it runs out
 * whatever becomes of the node and its connections; every statement that keeps a checkpoint checks
 * it again.
 */
final class LeasedPublisher implements Publisher {
  private static final String LEAD =
      "UPDATE lease SET holder = ?, expires = clock_timestamp() + ? * interval '1 millisecond'"
          + " WHERE holder = ? OR expires < clock_timestamp() RETURNING 1";
  private static final String KEEP =
      "WITH held AS (SELECT 1 FROM lease WHERE holder = ? AND expires > clock_timestamp()"
          + " FOR UPDATE)"
          + " INSERT INTO kept (name, size, text) SELECT ?, ?, ? FROM held"
          + " ON CONFLICT (name) DO UPDATE SET size = excluded.size, text = excluded.text"
          + " WHERE kept.size <= excluded.size RETURNING 1";
  private static final String TELL =
      "INSERT INTO kept (name, size, text) VALUES (?, 0, ?)"
          + " ON CONFLICT (name) DO UPDATE SET text = excluded.text";
  private static final String TOLD = "SELECT text FROM kept WHERE name = ?";
  private static final String RESIGN = "UPDATE lease SET expires = '-infinity' WHERE holder = ?";

  /** Over connections that may write; every statement here can be sent twice. */
  private final ReadPool pool;

  private final Duration lease;
  private final String node = UUID.randomUUID().toString();
  private volatile long leadsUntil = System.nanoTime();

  LeasedPublisher(PostgresDatabase database) {
    this.pool = new ReadPool(database, () -> new Session(database.connect()));
    this.lease = database.lease();
  }

  @Override
  public boolean lead() {
    long asked = System.nanoTime();
    boolean leads = isDone(LEAD, node, lease.toMillis(), node);
    leadsUntil = leads ? asked + lease.toNanos() : asked;
    return leads;
  }

  @Override
  public boolean leads() {
    return leadsUntil - System.nanoTime() > 0;
  }

  @Override
  public boolean keep(long size, String note) {
    return isDone(KEEP, node, CHECKPOINT, size, note);
  }

  @Override
  public void tell(String name, String text) {
    pool.read(session -> {
      session.update(TELL, name, text);
      return true;
    });
  }

  @Override
  public Optional<String> told(String name) {
    return pool.read(session -> session.first(TOLD, row -> row.getString(1), name));
  }

  @Override
  public void resign() {
    leadsUntil = System.nanoTime();
    pool.read(session -> {
      session.update(RESIGN, node);
      return true;
    });
  }

  /** A lease that cannot be given back runs out. */
  @Override
  public void close() {
    try {
      resign();
    } catch (StorageFailureException e) {
      System.getLogger(LeasedPublisher.class.getName())
          .log(System.Logger.Level.WARNING, "the lease runs out by itself: " + e.getMessage());
    }
    pool.close();
  }

  private boolean isDone(String sql, Object... parameters) {
    return pool.read(session -> session.first(sql, row -> true, parameters)).isPresent();
  }
}
