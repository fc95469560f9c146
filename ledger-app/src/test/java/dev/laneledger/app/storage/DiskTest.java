package dev.laneledger.app.storage;

import static dev.laneledger.app.storage.Ledgers.event;
import static dev.laneledger.app.storage.Ledgers.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.laneledger.api.event.StreamId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Disks that are full, cannot be written, or lost the end of a file. */
final class DiskTest {
  private static final StreamId STREAM = stream("A");
  private static final int PAGE = 4_096;
  private static final int EVENTS = 120;

  @TempDir Path temporary;

  /** A real one: what does not fit is written short, and the rest refused. */
  @Test
  void aFullDiskRefusesAndGoesOnOnceThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mounted(temporary.resolve("disk"))) {
      Path ballast = Files.write(disk.path().resolve("ballast"), new byte[1 << 20]);
      try (LedgerDirectory ledger = Ledgers.withGenesis(disk.path().resolve("ledger"))) {
        int appended = 0;
        Throwable refused = null;
        while (refused == null && appended < 100_000) {
          int next = appended;
          refused = catchThrowable(() -> append(ledger, next));
          appended += refused == null ? 1 : 0;
        }
        assertThat(refused)
            .isInstanceOf(StorageFailureException.class)
            .hasMessageContaining("full");
        Files.delete(ballast);
        int next = appended;
        assertThat(ledger.writer().readOnlyReason()).isEmpty();
        append(ledger, next);
        assertThat(ledger.reader().size()).isEqualTo(appended + 2);
        Ledgers.verify(ledger.reader());
      }
    }
  }

  @Test
  void aDiskThatCannotBeWrittenIsRefusedInOneLine() throws Exception {
    try (SmallDisk disk = SmallDisk.mounted(temporary.resolve("disk"))) {
      Ledgers.withGenesis(disk.path().resolve("ledger")).close();
      disk.forbidWriting();
      assertThatThrownBy(() -> Ledgers.withGenesis(disk.path().resolve("ledger")))
          .isInstanceOf(LedgerUnusableException.class)
          .hasMessageContaining("cannot open");
    }
  }

  /** Wherever the file ends: nothing is appended to what does not hold together. */
  @Test
  void aTruncatedDatabaseIsNeverWrittenOnAsIfItWereWhole() throws Exception {
    Path whole = made();
    long length = Files.size(whole.resolve("ledger.db"));
    for (long end = PAGE / 2; end < length; end += PAGE / 2) {
      Path cut = cut(whole, "ledger.db", end);
      Throwable failure = catchThrowable(() -> appendAndVerify(cut));
      assertThat(failure).as("cut at %d of %d", end, length).isNotNull();
    }
  }

  /** What was in the log's lost part is gone, which a kept checkpoint tells; the rest is whole. */
  @Test
  void aTornWriteAheadLogEndsAtItsLastWholeCommit() throws Exception {
    Path killed = temporary.resolve("killed");
    Path original = temporary.resolve("original");
    try (LedgerDirectory ledger = Ledgers.withGenesis(original)) {
      for (int i = 0; i < 20; i++) {
        append(ledger, i);
      }
      FileSystemUtils.copyRecursively(original, killed); // as after a kill
    }
    long length = Files.size(killed.resolve("ledger.db-wal"));
    long before = 0;
    for (long end = length / 2; end < length; end += 1_501) {
      try (LedgerDirectory ledger =
          LedgerDirectory.open(cut(killed, "ledger.db-wal", end), Ledgers.CLOCK)) {
        long size = ledger.reader().size();
        assertThat(size).isBetween(before, 21L);
        append(ledger, (int) size - 1);
        Ledgers.verify(ledger.reader());
        before = size;
      }
    }
    assertThat(before).isPositive();
  }

  private static void append(LedgerDirectory ledger, int n) {
    ledger.writer().append(AppendRequest.of(event(STREAM, "e" + n, n)));
  }

  private static void appendAndVerify(Path directory) {
    try (LedgerDirectory ledger = LedgerDirectory.open(directory, Ledgers.CLOCK)) {
      append(ledger, EVENTS);
      Ledgers.verify(ledger.reader());
    }
  }

  private Path made() {
    Path whole = temporary.resolve("whole");
    try (LedgerDirectory ledger = Ledgers.withGenesis(whole)) {
      for (int i = 0; i < EVENTS; i++) {
        append(ledger, i);
      }
    }
    return whole;
  }

  private Path cut(Path whole, String name, long end) throws IOException {
    Path copy = temporary.resolve("cut");
    FileSystemUtils.deleteRecursively(copy);
    FileSystemUtils.copyRecursively(whole, copy);
    Files.deleteIfExists(copy.resolve("ledger.db-shm"));
    try (FileChannel file = FileChannel.open(copy.resolve(name), StandardOpenOption.WRITE)) {
      file.truncate(end);
    }
    return copy;
  }
}
