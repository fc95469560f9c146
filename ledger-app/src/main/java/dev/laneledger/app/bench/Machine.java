package dev.laneledger.app.bench;

import dev.laneledger.api.chain.HashChain;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/** What the machine itself can do, each for a given time. */
final class Machine {
  private static final double NANOS = 1e9;
  private static final int PAGE_BYTES = 4_096;
  private static final int EVENT_BYTES = 600;
  private static final int EVENTS = 4_096;

  private Machine() {}

  /** Appends 4 KiB to a growing file and waits for the disk, again and again: latencies. */
  static Histogram force(Path directory, double seconds) throws IOException {
    Path file = Files.createTempFile(directory, "force", ".probe");
    Histogram nanos = Load.histogram();
    ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long end = System.nanoTime() + (long) (seconds * NANOS);
      for (long from = System.nanoTime(); from < end; ) {
        page.clear();
        channel.write(page);
        channel.force(false);
        long done = System.nanoTime();
        nanos.recordValue(done - from);
        from = done;
      }
    } finally {
      Files.delete(file);
    }
    return nanos;
  }

  /** SHA-256 of 600 bytes on one thread: digests per second. */
  static double sha256(double seconds) {
    byte[][] events = events();
    int[] seen = {0};
    return perSecond(seconds, i -> seen[0] ^= Hash.sha256(events[i % EVENTS]).hashCode());
  }

  /** Leaf and chain hash of 600 bytes on one thread: entries per second. */
  static double leafAndChain(double seconds) {
    byte[][] events = events();
    Hash[] chain = {HashChain.start("bench")};
    return perSecond(
        seconds, i -> chain[0] = HashChain.next(chain[0], MerkleTree.leafHash(events[i % EVENTS])));
  }

  private static byte[][] events() {
    byte[][] events = new byte[EVENTS][EVENT_BYTES];
    for (int i = 0; i < EVENTS; i++) {
      ByteBuffer.wrap(events[i]).putInt(i);
    }
    return events;
  }

  private interface Work {
    void run(int index);
  }

  private static double perSecond(double seconds, Work work) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * NANOS);
    int done = 0;
    long now = start;
    for (; now < end; now = System.nanoTime()) {
      for (int i = 0; i < 256; i++) {
        work.run(done++ & Integer.MAX_VALUE);
      }
    }
    return done * NANOS / (now - start);
  }
}
