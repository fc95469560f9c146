package dev.laneledger.app.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One ledger's directory, open for writing. It holds {@code ledger.db} (the truth), {@code
 * views.db} (disposable) and {@code lock}, which keeps a second process out.
 */
public final class LedgerDirectory implements AutoCloseable {
  /** Marks the directory of a node. */
  private static final String SHARED = "postgresql";

  private static final String SHARED_TEXT =
      "The ledger of this directory is in a PostgreSQL database: serve it with --jdbc-url.\n";

  /** How much later another node's entries are seen at most, when nothing was told of them. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Path directory;
  private final FileChannel lock;
  private final ReadPool pool;
  private final LedgerReader reader;
  private final LedgerWriter writer;
  private final Publisher publisher;
  private final Optional<HeadListener> others;

  private LedgerDirectory(Path directory, FileChannel lock, Database database, InstantSource clock)
      throws SQLException {
    database.migrate();
    this.directory = directory;
    this.lock = lock;
    this.pool = new ReadPool(database);
    RecentEntries recent = new RecentEntries(database instanceof SqliteFile);
    this.reader = new LedgerReader(pool, recent);
    this.writer = new LedgerWriter(database.tables(), clock, recent);
    switch (database) {
      case SqliteFile file -> {
        this.publisher = new OnlyPublisher();
        this.others = Optional.empty();
      }
      case PostgresDatabase nodes -> {
        this.publisher = new LeasedPublisher(nodes);
        this.others = Optional.of(new HeadListener(nodes, recent, LOOK, writer::moved));
      }
    }
  }

  /**
   * Opens the ledger of a directory, which is made (mode 700) if it does not exist. The ledger may
   * still be empty. If its end does not fit together it is open but read-only: see {@link
   * LedgerWriter#readOnlyReason()}.
   *
   * @param clock gives {@code recordedtime}
   * @throws LedgerUnusableException if another process has it, a newer program wrote it, or the
   *     disk cannot be used
   */
  public static LedgerDirectory open(Path directory, InstantSource clock) {
    try {
      create(directory);
      FileChannel lock = lock(directory.resolve("lock"));
      try {
        requireNoSharedLedger(directory);
        Path file = directory.resolve("ledger.db");
        createPrivate(file);
        WriteAheadLog.makeDurable(file.resolveSibling("ledger.db-wal"));
        return new LedgerDirectory(directory, lock, new SqliteFile(file), clock);
      } catch (IOException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new LedgerUnusableException("cannot open " + directory + ": " + e.getMessage(), e);
    }
  }

  /**
   * Opens the ledger of a database that other nodes may share; the directory keeps this node's
   * views and secrets.
   *
   * @param clock gives {@code recordedtime}
   * @throws LedgerUnusableException if another process has the directory, it holds a ledger of its
   *     own, a newer program wrote the database, or the database cannot be used
   */
  public static LedgerDirectory open(Path directory, SharedDatabase shared, InstantSource clock) {
    try {
      create(directory);
      FileChannel lock = lock(directory.resolve("lock"));
      try {
        requireNoOwnLedger(directory);
        PostgresDatabase database = new PostgresDatabase(shared.jdbcUrl(), shared.lease());
        LedgerDirectory opened = new LedgerDirectory(directory, lock, database, clock);
        Files.writeString(directory.resolve(SHARED), SHARED_TEXT);
        return opened;
      } catch (IOException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new LedgerUnusableException("cannot open " + directory + ": " + e.getMessage(), e);
    }
  }

  /** A second ledger under the same key would be a fork. */
  private static void requireNoOwnLedger(Path directory) {
    if (Files.exists(directory.resolve("ledger.db"))) {
      throw new LedgerUnusableException(
          "%s must not hold a ledger of its own when --jdbc-url names one, but holds ledger.db: name another directory"
              .formatted(directory));
    }
  }

  private static void requireNoSharedLedger(Path directory) {
    if (Files.exists(directory.resolve(SHARED))) {
      throw new LedgerUnusableException(
          "the ledger of %s is in a PostgreSQL database: name it with --jdbc-url"
              .formatted(directory));
    }
  }

  /**
   * Reads the ledger of a directory as it is now, without a lock and without changing any file in
   * it, also while another process writes there: it copies {@code ledger.db} and its write-ahead
   * log, and reads the copy.
   *
   * @throws LedgerUnusableException if there is no ledger, or it cannot be copied or read
   */
  public static LedgerSnapshot read(Path directory) {
    return LedgerSnapshot.of(directory.resolve("ledger.db"));
  }

  /**
   * Copies the entries and blobs of a directory into another one, as they are at one moment, also
   * while a process writes there: one {@code ledger.db}, durable, without a write-ahead log.
   *
   * @throws LedgerUnusableException if there is no ledger, or it cannot be copied
   */
  public static void copy(Path directory, Path to) throws IOException {
    LedgerSnapshot.copyTo(directory.resolve("ledger.db"), to.resolve("ledger.db"));
  }

  /**
   * Reads the ledger of a database that nodes share, also while they append.
   *
   * @throws LedgerUnusableException if it is no URL of a PostgreSQL database
   */
  public static LedgerSnapshot read(SharedDatabase shared) {
    return LedgerSnapshot.of(shared);
  }

  public Path path() {
    return directory;
  }

  /** The file of everything that can be built again from the entries. */
  public Path views() {
    return directory.resolve("views.db");
  }

  public LedgerWriter writer() {
    return writer;
  }

  public LedgerReader reader() {
    return reader;
  }

  /** Which node of this ledger signs. */
  public Publisher publisher() {
    return publisher;
  }

  public BlobStore blobs() {
    return new BlobStore(writer, reader);
  }

  /** Answers what waits, closes the files and lets another process in. */
  @Override
  public void close() {
    others.ifPresent(HeadListener::close);
    publisher.close();
    pool.close();
    writer.close(); // the last connection to close folds the write-ahead log into the file
    try {
      lock.close();
    } catch (IOException e) {
      throw new StorageFailureException("cannot release the lock of " + directory, e);
    }
  }

  private static void create(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** SQLite gives its side files the mode of the database. */
  private static void createPrivate(Path file) throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // another LedgerDirectory of this process has it: the same refusal
    }
    channel.close();
    throw new LedgerUnusableException(
        "%s must be open in one process only, but another has it: stop that one, or ask it"
            .formatted(file.getParent()));
  }
}
