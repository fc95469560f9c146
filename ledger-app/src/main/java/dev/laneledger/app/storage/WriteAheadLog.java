package dev.laneledger.app.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a process that ended in any way left in SQLite's write-ahead log. */
final class WriteAheadLog {
  private static final int PIECE = 1 << 20;

  private WriteAheadLog() {}

  /**
   * Makes durable what would be read as committed and may not be on the disk: the process was
   * killed between writing and syncing, or the sync failed. After a failed sync the system may hold
   * pages as clean that it never wrote, so that a second sync succeeds and writes nothing. So every
   * byte is written once more over itself, and synced then. What the database file holds needs no
   * such care: the log keeps it until a sync of the file succeeded.
   *
   * <p>Before SQLite opens the file: closing it later would drop its locks.
   */
  static void makeDurable(Path log) throws IOException {
    if (Files.notExists(log)) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      for (long at = 0; channel.read(piece, at) > 0; piece.clear()) {
        piece.flip();
        while (piece.hasRemaining()) {
          at += channel.write(piece, at);
        }
      }
      channel.force(true);
    }
  }
}
