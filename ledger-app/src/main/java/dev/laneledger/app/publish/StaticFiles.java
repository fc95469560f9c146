package dev.laneledger.app.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that a static host shows. A file appears whole or not at all: it is written beside
 * the others as {@code .publish.part}, synced, and renamed. {@code .publish.lock} keeps a second
 * writer out.
 */
final class StaticFiles implements AutoCloseable {
  private final Path root;
  private final Path part;
  private final FileChannel lock;
  private final Set<Path> unsynced = new LinkedHashSet<>();
  private int files;
  private long bytes;

  /** Opens the directory, and makes it first if there is none. */
  StaticFiles(Path root) throws IOException {
    this.root = root;
    this.part = root.resolve(".publish.part");
    Files.createDirectories(root);
    this.lock =
        FileChannel.open(
            root.resolve(".publish.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(lock)) {
      lock.close();
      throw new IOException("one publication at a time may write " + root + "; wait for the other");
    }
  }

  private static boolean isLocked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this process has it already
    }
  }

  boolean has(String name) {
    return Files.exists(root.resolve(name));
  }

  /** The file's bytes, or empty if there is none. */
  Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(root.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Puts a file in place, whole; its name is durable after {@link #sync()}. */
  void put(String name, byte[] content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(parent(file));
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    for (Path directory = parent(file); unsynced.add(directory) && !directory.equals(root); ) {
      directory = parent(directory);
    }
    files++;
    bytes += content.length;
  }

  /** Overwrites the file's bytes where they stand, and takes it away; nothing if there is none. */
  void erase(String name) throws IOException {
    Path file = root.resolve(name);
    if (Files.notExists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(8192);
      for (long rest = channel.size(); rest > 0; rest -= zeros.limit()) {
        zeros.clear().limit((int) Math.min(rest, zeros.capacity()));
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
      channel.force(true);
    }
    Files.delete(file);
    unsynced.add(parent(file));
  }

  /** Makes the names of all files durable. */
  void sync() throws IOException {
    for (Path directory : unsynced) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
    unsynced.clear();
  }

  /** How many files were put. */
  int files() {
    return files;
  }

  /** How many bytes were put. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static Path parent(Path path) {
    @Nullable Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalStateException("a file must stand in a directory: " + path);
    }
    return parent;
  }
}
