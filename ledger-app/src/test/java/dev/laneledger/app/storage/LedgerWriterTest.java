package dev.laneledger.app.storage;

import static dev.laneledger.app.storage.Ledgers.ACTOR;
import static dev.laneledger.app.storage.Ledgers.NOON;
import static dev.laneledger.app.storage.Ledgers.event;
import static dev.laneledger.app.storage.Ledgers.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerWriterTest {
  private static final StreamId A = stream("A");
  private static final StreamId B = stream("B");

  @TempDir Path directory;
  private Instant time = NOON;

  /** What happens to the writer before it looks at the clock for a request. */
  private volatile Runnable beforeTime = () -> {};

  private LedgerDirectory ledger;

  @BeforeEach
  void create() {
    ledger =
        Ledgers.withGenesis(
            directory,
            () -> {
              beforeTime.run();
              return time;
            });
  }

  @AfterEach
  void everythingThatIsStoredVerifies() {
    Ledgers.verify(ledger.reader());
    ledger.close();
  }

  @Test
  void theFirstEntryMustBeTheCreation(@TempDir Path other) {
    try (LedgerDirectory empty = LedgerDirectory.open(other, () -> time)) {
      assertThat(empty.reader().size()).isZero();
      assertThatThrownBy(() -> empty.writer().append(AppendRequest.of(event(A, "1", 0))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the first entry must be ledger.created, but is tickets.reserved");
      assertThat(empty.reader().size()).isZero();
    }
  }

  @Test
  void aReceiptNamesTheStoredEntry() {
    List<Receipt> receipts = append(event(A, "1", 0), event(B, "1", 0), event(A, "2", 1));
    assertThat(receipts).extracting(Receipt::seq).containsExactly(1L, 2L, 3L);
    receipts.forEach(receipt -> Ledgers.verify(ledger.reader(), receipt));
    assertThat(ledger.reader().stream(A, 1, 10))
        .extracting(entry -> entry.event().id())
        .containsExactly("2");
    assertThat(ledger.reader().streams("/programs/")).containsExactly(A, B);
  }

  /** More than one statement takes, and not a multiple of it. */
  @Test
  void manyEventsAreFoundByTheirIdsAndEachIdStandsOnce() {
    PendingEvent[] many =
        IntStream.range(0, 200).mapToObj(i -> event(A, "id-" + i, i)).toArray(PendingEvent[]::new);
    append(event(B, "id-7", 0));
    List<Receipt> receipts = append(many);
    List<String> ids = Arrays.stream(many).map(e -> e.draft().id()).toList();
    assertThat(ledger.reader().find(A, ids)).hasSize(200);
    assertThat(ledger.reader().find(A, List.of("id-199", "none")).get("id-199").leaf())
        .isEqualTo(receipts.getLast().leaf());
    assertThat(ledger.reader().find(B, ids)).containsOnlyKeys("id-7");
    PendingEvent[] again =
        IntStream.range(0, 100)
            .mapToObj(i -> event(A, i == 70 ? "id-130" : "new-" + i, 200 + i))
            .toArray(PendingEvent[]::new);
    assertThatThrownBy(() -> append(again))
        .isInstanceOf(DuplicateIdException.class)
        .hasMessageContaining("id-130");
    assertThat(ledger.reader().lastStreamseq(A)).isEqualTo(199);
  }

  @Test
  void whereAStreamEndsIsKnownOnceItsEntriesAreDurable() {
    assertThat(ledger.reader().knownEnd(A)).isEmpty();
    append(event(A, "1", 0), event(A, "2", 1));
    assertThat(ledger.reader().knownEnd(A)).hasValue(1);
    assertThatThrownBy(() -> append(event(A, "3", 2), event(A, "1", 3)))
        .isInstanceOf(DuplicateIdException.class);
    assertThat(ledger.reader().knownEnd(A)).hasValue(1);
    append(event(A, "3", 2));
    assertThat(ledger.reader().knownEnd(A)).hasValue(2);
    assertThat(ledger.reader().recent(3).orElseThrow().event().id()).isEqualTo("3");
    assertThat(ledger.reader().recent(4)).isEmpty();
  }

  @Test
  void anEventWithoutAPositionGetsTheNextOne() {
    append(event(A, "1", 0));
    append(event(A, "2", PendingEvent.NEXT), event(A, "3", PendingEvent.NEXT));
    assertThat(ledger.reader().lastStreamseq(A)).isEqualTo(2);
  }

  @Test
  void aPositionThatIsTakenOrNotReachedIsAConflict() {
    append(event(A, "1", 0));
    for (long streamseq : new long[] {0, 2}) {
      AppendConflictException conflict =
          catchThrowableOfType(
              AppendConflictException.class, () -> append(event(A, "2", streamseq)));
      assertThat(conflict.stream()).isEqualTo(A);
    }
    assertThat(ledger.reader().size()).isEqualTo(2);
  }

  @Test
  void aReadSetThatMovedIsAConflict() {
    append(event(B, "1", 0));
    assertThatThrownBy(() -> append(Map.of(B, -1L), null, event(A, "1", 0)))
        .isInstanceOf(AppendConflictException.class)
        .hasMessage(
            "the last streamseq of /programs/P/tickets/B must be -1, but is 0:"
                + " read the stream and decide again");
    append(Map.of(B, 0L, A, -1L), null, event(A, "1", 0));
    assertThat(ledger.reader().lastStreamseq(A)).isZero();
  }

  @Test
  void anIdIsNewOncePerStream() {
    append(event(A, "1", 0), event(B, "1", 0));
    assertThatThrownBy(() -> append(event(A, "1", 1)))
        .isInstanceOf(DuplicateIdException.class)
        .hasMessageContaining("/programs/P/tickets/A has 1 already");
    assertThatThrownBy(() -> append(event(A, "2", 1), event(A, "2", 2)))
        .isInstanceOf(DuplicateIdException.class);
    assertThat(ledger.reader().size()).isEqualTo(3);
  }

  @Test
  void aBatchIsAppendedWhollyOrNotAtAll() {
    append(event(B, "1", 0));
    assertThatThrownBy(() -> append(event(A, "1", 0), event(B, "2", 0)))
        .isInstanceOf(AppendConflictException.class);
    assertThat(ledger.reader().lastStreamseq(A)).isEqualTo(-1);
    assertThat(ledger.reader().streams("/programs/")).containsExactly(B);
  }

  @Test
  void whatIsPutAheadIsWrittenBeforeWhatWaits() throws InterruptedException {
    LedgerWriter writer = ledger.writer();
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    beforeTime =
        () -> {
          writing.countDown();
          await(go);
        };
    List<Thread> callers = new ArrayList<>();
    callers.add(Thread.ofVirtual().start(() -> append(event(A, "1", 0))));
    writing.await();
    callers.add(waits(1, () -> append(event(A, "2", 1))));
    callers.add(waits(2, () -> append(event(A, "3", 2))));
    callers.add(waits(3, () -> writer.appendAhead(AppendRequest.of(event(B, "1", 0)))));
    go.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(ledger.reader().entries(1, 10))
        .extracting(entry -> entry.event().source() + " " + entry.event().id())
        .containsExactly(A + " 1", B + " 1", A + " 2", A + " 3");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it, and comes back when so many requests wait. */
  private Thread waits(int queued, Runnable append) {
    Thread caller = Thread.ofVirtual().start(append);
    while (ledger.writer().queued() < queued) {
      Thread.onSpinWait();
    }
    return caller;
  }

  @Test
  void anExpiredDecisionIsNotAppended() {
    append(Map.of(), "2026-06-12T12:00:00.000Z", event(A, "1", 0));
    time = NOON.plusMillis(1);
    assertThatThrownBy(() -> append(Map.of(), "2026-06-12T12:00:00.000Z", event(A, "2", 1)))
        .isInstanceOf(NotAfterPassedException.class)
        .hasMessageContaining("but it is 2026-06-12T12:00:00.001Z");
  }

  @Test
  void recordedtimeNeverDecreasesWhenTheClockGoesBack() {
    Iterator<Integer> steps = List.of(5, -7_000, 3, 0, 9_000, -1).iterator();
    for (int i = 0; steps.hasNext(); i++) {
      time = time.plusMillis(steps.next());
      append(event(A, "" + i, i));
      assertThat(ledger.writer().now()).isEqualTo(recorded(i));
    }
    assertThat(recorded(1)).isEqualTo(recorded(0)).isEqualTo("2026-06-12T12:00:00.005Z");
    time = NOON;
    assertThat(ledger.writer().now()).isEqualTo(recorded(5));
  }

  @Test
  void anEntryOfTheGreatestLengthIsTakenAndALongerOneRefused() {
    int overhead = append(event(A, "1", 0)).size() * entryBytes(1) - "l1".length();
    int longest = 65_535 - overhead;
    append(new PendingEvent(Ledgers.draft(A, "2", "l".repeat(longest)), ACTOR, 1));
    assertThat(entryBytes(2)).isEqualTo(65_535);
    EventRefusedException refused =
        catchThrowableOfType(
            EventRefusedException.class,
            () ->
                append(new PendingEvent(Ledgers.draft(A, "3", "l".repeat(longest + 1)), ACTOR, 2)));
    assertThat(refused.code()).isEqualTo(ReasonCode.ENTRY_TOO_LARGE);
    assertThat(ledger.reader().size()).isEqualTo(3);
  }

  @Test
  void aClosedWriterRefusesAndWhatItAnsweredStays() {
    append(event(A, "1", 0));
    ledger.writer().close();
    assertThatThrownBy(() -> append(event(A, "2", 1)))
        .isInstanceOf(LedgerReadOnlyException.class)
        .hasMessageContaining("closing");
    assertThat(ledger.reader().size()).isEqualTo(2);
  }

  private List<Receipt> append(PendingEvent... events) {
    return append(Map.of(), null, events);
  }

  private List<Receipt> append(
      Map<StreamId, Long> readSet, String notAfter, PendingEvent... events) {
    return ledger
        .writer()
        .append(
            new AppendRequest(new ArrayList<>(List.of(events)), new TreeMap<>(readSet), notAfter));
  }

  private String recorded(long streamseq) {
    return ledger.reader().stream(A, streamseq, 1).getFirst().event().recordedtime();
  }

  private int entryBytes(long seq) {
    return ledger.reader().entry(seq).orElseThrow().bytes().length;
  }
}
