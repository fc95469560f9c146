package dev.laneledger.app.storage;

import static dev.laneledger.app.storage.Ledgers.event;
import static dev.laneledger.app.storage.Ledgers.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupCommitTest {
  private static final int CALLERS = 64;
  private static final StreamId HOT = stream("HOT");

  @TempDir Path directory;
  private LedgerDirectory ledger;

  @BeforeEach
  void create() {
    ledger = Ledgers.withGenesis(directory);
  }

  @AfterEach
  void everythingThatIsStoredVerifies() {
    Ledgers.verify(ledger.reader());
    ledger.close();
  }

  @Test
  void callersOfDifferentStreamsAllGetTheirReceipts() throws Exception {
    List<List<Receipt>> receipts =
        concurrently(caller -> {
          List<Receipt> own = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            own.addAll(append(event(stream("S" + caller), "e" + i, i)));
          }
          return own;
        });
    assertThat(receipts.stream().flatMap(List::stream).map(Receipt::seq))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 64 * 20).boxed().toList());
    receipts.forEach(own -> own.forEach(receipt -> Ledgers.verify(ledger.reader(), receipt)));
  }

  @Test
  void callersOfOneStreamDecideAgainUntilEachIsIn() throws Exception {
    concurrently(caller -> {
      while (true) {
        long next = ledger.reader().lastStreamseq(HOT) + 1;
        try {
          return append(event(HOT, "caller-" + caller, next));
        } catch (AppendConflictException e) {
          // lost against another caller: read again
        }
      }
    });
    assertThat(ledger.reader().lastStreamseq(HOT)).isEqualTo(CALLERS - 1);
  }

  @Test
  void inOneGroupTheLosersFailAloneAndTheOthersAreKept() throws Exception {
    GroupCommit commits = group();
    WriteTask.Append first = new WriteTask.Append(AppendRequest.of(event(HOT, "1", 0)));
    WriteTask.Append sameSeq = new WriteTask.Append(AppendRequest.of(event(HOT, "2", 0)));
    WriteTask.Append sameId = new WriteTask.Append(AppendRequest.of(event(HOT, "1", 1)));
    TreeMap<StreamId, Long> before = new TreeMap<>();
    before.put(HOT, -1L);
    WriteTask.Append moved =
        new WriteTask.Append(new AppendRequest(List.of(event(stream("X"), "1", 0)), before, null));
    WriteTask.Append next = new WriteTask.Append(AppendRequest.of(event(HOT, "3", 1)));
    commits.run(List.of(first, sameSeq, sameId, moved, next));
    assertThat(first.await()).extracting(Receipt::seq).containsExactly(1L);
    assertThatThrownBy(sameSeq::await).isInstanceOf(AppendConflictException.class);
    assertThatThrownBy(sameId::await).isInstanceOf(DuplicateIdException.class);
    assertThatThrownBy(moved::await).isInstanceOf(AppendConflictException.class);
    assertThat(next.await()).extracting(Receipt::seq).containsExactly(2L);
    commits.close();
  }

  @Test
  void beyondTheQueueCallersAreRefusedAndTheOthersWait() throws Exception {
    int callers = LedgerWriter.CAPACITY + LedgerWriter.GROUP_WEIGHT + 1;
    CompletableFuture<Void> refused = new CompletableFuture<>();
    AtomicInteger receipts = new AtomicInteger();
    AtomicInteger refusals = new AtomicInteger();
    try (Session other = new Session(Sqlite.writer(directory.resolve("ledger.db")));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      other.execute("BEGIN IMMEDIATE"); // the writer's first group waits for this one
      for (int i = 0; i < callers; i++) {
        String id = "e" + i;
        threads.execute(() -> {
          try {
            receipts.addAndGet(append(event(HOT, id, PendingEvent.NEXT)).size());
          } catch (QueueFullException e) {
            refusals.incrementAndGet();
            refused.complete(null);
          }
        });
      }
      refused.join();
      other.execute("ROLLBACK");
    }
    assertThat(receipts.get() + refusals.get()).isEqualTo(callers);
    assertThat(ledger.reader().size()).isEqualTo(1 + receipts.get());
  }

  @Test
  void aClosingWriterAnswersOrRefusesEveryCaller() throws Exception {
    CountDownLatch busy = new CountDownLatch(200);
    ConcurrentLinkedQueue<Receipt> receipts = new ConcurrentLinkedQueue<>();
    Thread closing =
        Thread.ofVirtual()
            .start(() -> {
              try {
                busy.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              ledger.writer().close();
            });
    concurrently(caller -> {
      for (int i = 0; ; i++) {
        try {
          receipts.addAll(append(event(stream("S" + caller), "e" + i, i)));
          busy.countDown();
        } catch (LedgerReadOnlyException e) {
          return e;
        }
      }
    });
    closing.join();
    assertThat(receipts).hasSizeGreaterThanOrEqualTo(200);
    assertThat(ledger.reader().size()).isEqualTo(1 + receipts.size());
    receipts.forEach(receipt -> Ledgers.verify(ledger.reader(), receipt));
  }

  @Test
  void aFullDiskFailsTheGroupAndTheHeadIsTheDurableOne() throws Exception {
    append(event(HOT, "before", 0));
    Session session = new Session(Sqlite.writer(directory.resolve("ledger.db")));
    GroupCommit commits =
        new GroupCommit(new SqliteTables(session), Ledgers.CLOCK, new RecentEntries());
    WriteHead before = commits.durable();
    long pages = session.first("PRAGMA page_count", row -> row.getLong(1)).orElseThrow();
    session.first("PRAGMA max_page_count = " + (pages + 2), row -> row.getLong(1));
    List<WriteTask<?>> tooMuch = new ArrayList<>();
    for (int i = 1; i < 200; i++) {
      tooMuch.add(new WriteTask.Append(AppendRequest.of(event(HOT, "full-" + i, i))));
    }
    commits.run(tooMuch);
    for (WriteTask<?> task : tooMuch) {
      assertThatThrownBy(task::await)
          .isInstanceOf(StorageFailureException.class)
          .hasMessageContaining("full");
    }
    assertThat(commits.durable().size()).isEqualTo(before.size()).isEqualTo(2);
    assertThat(commits.durable().chain()).isEqualTo(before.chain());
    assertThat(commits.durable().frontier().root()).isEqualTo(ledger.reader().head().root());
    assertThat(commits.readOnly()).isEmpty();

    session.first("PRAGMA max_page_count = " + (pages + 1_000), row -> row.getLong(1));
    WriteTask.Append after = new WriteTask.Append(AppendRequest.of(event(HOT, "after", 1)));
    commits.run(List.of(after));
    assertThat(after.await()).extracting(Receipt::seq).containsExactly(2L);
    commits.close();
  }

  @Test
  void afterAFailureOtherThanAFullDiskNothingIsWritten() throws Exception {
    Session session = new Session(Sqlite.writer(directory.resolve("ledger.db")));
    GroupCommit commits =
        new GroupCommit(new SqliteTables(session), Ledgers.CLOCK, new RecentEntries());
    session.execute("PRAGMA query_only = true");
    WriteTask.Append failed = new WriteTask.Append(AppendRequest.of(event(HOT, "1", 0)));
    WriteTask.Append late = new WriteTask.Append(AppendRequest.of(event(HOT, "1", 0)));
    commits.run(List.of(failed));
    commits.run(List.of(late));
    assertThatThrownBy(failed::await).isInstanceOf(StorageFailureException.class);
    assertThatThrownBy(late::await)
        .isInstanceOf(LedgerReadOnlyException.class)
        .hasMessageContaining("a commit failed");
    assertThat(ledger.reader().size()).isEqualTo(1);
    commits.close();
  }

  private GroupCommit group() throws Exception {
    Session session = new Session(Sqlite.writer(directory.resolve("ledger.db")));
    return new GroupCommit(new SqliteTables(session), Ledgers.CLOCK, new RecentEntries());
  }

  private List<Receipt> append(PendingEvent... events) {
    return ledger.writer().append(AppendRequest.of(events));
  }

  private interface Caller<T> {
    T call(int caller) throws Exception;
  }

  private static <T> List<T> concurrently(Caller<T> caller) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int number = i;
        calls.add(() -> caller.call(number));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
