package dev.laneledger.app.rehearsal;

import dev.laneledger.api.event.ContentHash;
import dev.laneledger.api.event.LaneData.Isolation;
import dev.laneledger.api.event.LaneData.RollbackEntry;
import dev.laneledger.api.event.LaneData.Unchanged;
import dev.laneledger.api.hash.Hash;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rehearsal in a temporary directory of its own; closing it deletes the directory. Every method
 * changes the clone only, and leaves it as it found it.
 */
public final class CloneRehearsal implements AutoCloseable {
  private static final String STAGING = "NOT_APPLICABLE";

  private final RehearsalPlan plan;
  private final Path directory;
  private final Database source;
  private final Database clone;
  private final Path executor;
  private final ContentHash executorAtStart;

  private CloneRehearsal(RehearsalPlan plan, Path sourceDirectory, Path directory)
      throws IOException {
    this.plan = plan;
    this.directory = directory;
    this.source = new Database(sourceDirectory.resolve(plan.database()));
    this.clone = source.copyTo(directory.resolve(plan.database()));
    Path original = sourceDirectory.resolve(plan.executorName());
    this.executor = directory.resolve(plan.executorName());
    Files.createDirectories(executor.resolveSibling("."));
    Files.copy(original, executor);
    this.executorAtStart = hashOf(original);
  }

  /**
   * Makes the database and the executor that are rehearsed for, in an absent or empty directory.
   *
   * @throws RehearsalException if the files or the script fail
   */
  public static void makeSource(RehearsalPlan plan, Path sourceDirectory) {
    try {
      Path executor = sourceDirectory.resolve(plan.executorName());
      Files.createDirectories(executor.resolveSibling("."));
      Files.writeString(executor, plan.executor(), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new RehearsalException("the source cannot be made", e);
    }
    new Database(sourceDirectory.resolve(plan.database())).execute(plan.schema());
  }

  /**
   * Clones a source into a new temporary directory.
   *
   * @throws RehearsalException if a file of the source is missing or cannot be copied
   */
  public static CloneRehearsal of(RehearsalPlan plan, Path sourceDirectory) {
    try {
      Path directory = Files.createTempDirectory("rehearsal-clone.");
      try {
        return new CloneRehearsal(plan, sourceDirectory, directory);
      } catch (IOException | RuntimeException e) {
        delete(directory);
        throw e;
      }
    } catch (IOException e) {
      throw new RehearsalException("the rehearsal's directory cannot be made", e);
    }
  }

  /** The real temporary directory, for a person; it never stands in evidence. */
  public Path directory() {
    return directory;
  }

  /** Compares the clone with its source and with production. */
  public Isolation examineIsolation() {
    return IsolationProof.examine(source, clone, plan.productionTargets(), plan.pathToken());
  }

  /**
   * The same of any file and its copy, whose content is the SHA-256 of their bytes. While it runs,
   * a marker stands at the end of the copy.
   *
   * @throws RehearsalException if a file cannot be read, or the copy not be written
   */
  public static Isolation examineFiles(
      Path source, Path copy, List<RehearsalPlan.ProductionTarget> production, String pathToken) {
    return IsolationProof.examine(
        new PlainFile(source), new PlainFile(copy), production, pathToken);
  }

  /** Whether those facts prove that the clone is neither its source nor production. */
  public static boolean provesIsolation(Isolation facts) {
    return IsolationProof.proves(facts);
  }

  /** Rows of the plan's table in the clone. */
  public long rows() {
    return clone.with(connection -> Database.rows(connection, plan.table()));
  }

  /** Content hash of the clone's committed content. */
  public ContentHash contentHash() {
    return clone.contentHash();
  }

  /** Content hash of the source's committed content. */
  public ContentHash sourceContentHash() {
    return source.contentHash();
  }

  /** Two reads of the clone on connections of their own, which must be equal. */
  public Unchanged readTwice(String name) {
    return new Unchanged(name, clone.contentHash(), clone.contentHash());
  }

  /** The executor's bytes when the rehearsal began, and now. */
  public Unchanged executorIntegrity() {
    try {
      return new Unchanged(plan.executorName(), executorAtStart, hashOf(executor));
    } catch (IOException e) {
      throw new RehearsalException("the executor cannot be read", e);
    }
  }

  /**
   * Begins a transaction, applies the change, looks at it from inside, and rolls back.
   *
   * @param id of the rollback entry
   * @param path how it is undone, in words
   */
  public RollbackEntry rollBackTransaction(String id, String path, String change) {
    Look before = look();
    Look applied =
        clone.with(connection -> {
          connection.setAutoCommit(false);
          Database.execute(connection, change);
          Look inside = look(connection);
          connection.rollback();
          return inside;
        });
    return entry(id, path, before, applied);
  }

  /** Takes a snapshot, commits the change, and puts the snapshot back in the clone's place. */
  public RollbackEntry restoreSnapshot(String id, String path, String change) {
    Database snapshot = clone.copyTo(directory.resolve("snapshot.db"));
    Look before = look();
    clone.execute(List.of(change));
    Look applied = look();
    try {
      Files.move(snapshot.file(), clone.file(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new RehearsalException("the snapshot cannot be restored", e);
    }
    return entry(id, path, before, applied);
  }

  private record Look(long rows, ContentHash content) {}

  private Look look() {
    return clone.with(this::look);
  }

  private Look look(Connection connection) throws SQLException {
    return new Look(Database.rows(connection, plan.table()), Content.hash(connection));
  }

  /** The source, which the rehearsal never changes, says what had to be restored. */
  private RollbackEntry entry(String id, String path, Look before, Look applied) {
    Look restored = look();
    ContentHash expected = source.contentHash();
    return new RollbackEntry(
        id,
        path,
        List.of(before.rows(), applied.rows(), restored.rows()),
        before.content(),
        applied.content(),
        restored.content(),
        expected,
        restored.equals(before) && restored.content().equals(expected),
        STAGING);
  }

  private static ContentHash hashOf(Path file) throws IOException {
    return new ContentHash(Hash.sha256(Files.readAllBytes(file)).hex());
  }

  @Override
  public void close() {
    try {
      delete(directory);
    } catch (IOException e) {
      throw new RehearsalException("the temporary directory cannot be deleted", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
