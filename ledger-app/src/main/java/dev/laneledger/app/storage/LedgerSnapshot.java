package dev.laneledger.app.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One ledger, for reading without taking part: a copy of {@code ledger.db} as it was at one moment,
 * deleted on close, or the rows of a database that several nodes share, as they come.
 *
 * <p>Why the copy is consistent while somebody writes: until SQLite begins its write-ahead log anew
 * (which changes the log's 32-byte header), every page that it writes into the database file stands
 * in the log as well. So a database file copied first and a log copied second, under one unchanged
 * header, give the state of the last commit in the log. If the header changed, copy again.
 */
public final class LedgerSnapshot implements AutoCloseable {
  private static final int ATTEMPTS = 20;
  private static final int WAL_HEADER_BYTES = 32;

  /** Of the copy; null where there is none. */
  private final @Nullable Path copy;

  private final ReadPool pool;
  private final LedgerReader reader;

  private LedgerSnapshot(@Nullable Path copy, Database database) {
    this.copy = copy;
    this.pool = new ReadPool(database);
    this.reader = new LedgerReader(pool, new RecentEntries());
  }

  /** Entries never change, so what is read from a shared database fits together without a copy. */
  static LedgerSnapshot of(SharedDatabase shared) {
    return new LedgerSnapshot(null, new PostgresDatabase(shared.jdbcUrl(), shared.lease()));
  }

  /** Leaves one file: the last connection that closes folds the write-ahead log into it. */
  static void copyTo(Path file, Path to) throws IOException {
    requireLedger(file);
    copy(file, to);
    new SqliteFile(to).migrate();
    if (Files.exists(wal(to)) && Files.size(wal(to)) > 0) {
      throw new LedgerUnusableException(
          "a copy must hold everything in one file, but %s is left: try again".formatted(wal(to)));
    }
    Files.deleteIfExists(wal(to));
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void requireLedger(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new LedgerUnusableException(
          "a ledger's directory must hold ledger.db, but there is none in " + file.getParent());
    }
  }

  static LedgerSnapshot of(Path file) {
    requireLedger(file);
    try {
      Path directory = Files.createTempDirectory("lane-ledger-");
      try {
        Path copy = directory.resolve("ledger.db");
        copy(file, copy);
        SqliteFile database = new SqliteFile(copy);
        database.migrate();
        return new LedgerSnapshot(copy, database);
      } catch (IOException | RuntimeException e) {
        delete(directory);
        throw e;
      }
    } catch (IOException e) {
      throw new LedgerUnusableException("cannot copy " + file + ": " + e.getMessage(), e);
    }
  }

  public LedgerReader reader() {
    return reader;
  }

  /**
   * The rows as they stand, for an audit.
   *
   * @throws LedgerUnusableException if the copy cannot be read
   */
  public StoredRows rows() {
    return copy == null ? new StoredRows(pool) : new StoredRows(pool, copy);
  }

  @Override
  public void close() {
    pool.close();
    if (copy != null) {
      try {
        delete(Objects.requireNonNull(copy.getParent()));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete the copy " + copy, e);
      }
    }
  }

  private static void copy(Path file, Path copy) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      byte[] before = walHeader(file);
      Files.deleteIfExists(wal(copy));
      Files.deleteIfExists(copy);
      Files.copy(file, copy);
      copyWal(file, copy);
      if (Arrays.equals(before, walHeader(file)) && Arrays.equals(before, walHeader(copy))) {
        return;
      }
    }
    throw new LedgerUnusableException(
        "%s changed during each of %d copies: stop its process, or verify over HTTP"
            .formatted(file, ATTEMPTS));
  }

  private static void copyWal(Path file, Path copy) throws IOException {
    try {
      Files.copy(wal(file), wal(copy));
    } catch (NoSuchFileException e) {
      Files.createFile(wal(copy)); // no log: its header is empty before and after
    }
  }

  private static byte[] walHeader(Path file) throws IOException {
    try (InputStream log = Files.newInputStream(wal(file))) {
      return log.readNBytes(WAL_HEADER_BYTES);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private static Path wal(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
