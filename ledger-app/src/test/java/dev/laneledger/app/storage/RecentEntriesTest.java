package dev.laneledger.app.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What followers of this process's commits are given without asking the database. */
class RecentEntriesTest {
  private static final int KEPT = 4_096;
  private static final int STREAMS = 16_384;
  private static final StreamId A = Ledgers.stream("A");

  private final RecentEntries recent = new RecentEntries(true);

  @Test
  void onlyWhatIsCommittedIsGiven() {
    write(0, 5);
    recent.committed(3);
    assertThat(recent.since(1, 100)).extracting(Entry::seq).containsExactly(1L, 2L);
    assertThat(recent.since(3, 100)).isEmpty();
    assertThat(recent.committed()).hasValue(3);
  }

  @Test
  void whatTookThePlaceOfARolledBackEntryIsGiven() {
    write(0, 2);
    recent.committed(1);
    recent.keep(entry(1, "another"));
    recent.committed(2);
    assertThat(recent.since(1, 1)).containsExactly(entry(1, "another"));
  }

  @Test
  void whatIsNoLongerKeptIsLeftToTheDatabase() {
    write(0, KEPT + 1);
    recent.committed(KEPT + 1);
    assertThat(recent.since(0, 1)).isNull();
    assertThat(recent.since(1, 1)).extracting(Entry::seq).containsExactly(1L);
  }

  @Test
  void besideOtherWritersThereMayBeMoreThanIsKept() {
    RecentEntries shared = new RecentEntries();
    shared.keep(entry(0, "0"));
    shared.committed(1);
    assertThat(shared.since(0, 1)).containsExactly(entry(0, "0"));
    assertThat(shared.since(0, 2)).containsExactly(entry(0, "0"));
    shared.committed(3); // another node's
    shared.committed(2);
    assertThat(shared.committed()).hasValue(3);
    assertThat(shared.since(0, 2)).isNull();
    assertThat(shared.since(1, 1)).isNull();
  }

  /** Whoever reads a stream while another appends to it may come late with what was read. */
  @Test
  void anEndThatWasReadDoesNotTakeALaterCommitBack() {
    recent.ended(Map.of(A, 6L), recent.forgotten());
    recent.ended(Map.of(A, 5L), recent.forgotten());
    assertThat(recent.end(A)).hasValue(6);
  }

  @Test
  void anEndThatWasReadBeforeEndsWereForgottenIsNotNoted() {
    RecentEntries shared = new RecentEntries();
    long before = shared.forgotten();
    shared.forgetEnds();
    shared.ended(Map.of(A, 5L), before);
    assertThat(shared.end(A)).isEmpty();
    shared.ended(Map.of(A, 5L), shared.forgotten());
    assertThat(shared.end(A)).hasValue(5);
  }

  /** Also where this process alone writes: the commit that made it old may be among them. */
  @Test
  void anEndThatWasReadBeforeTheOldestWentIsNotNoted() {
    long before = recent.forgotten();
    recent.ended(Map.of(A, 6L), before);
    for (int i = 0; i < STREAMS; i++) {
      recent.ended(Map.of(Ledgers.stream("S" + i), 0L), recent.forgotten());
    }
    assertThat(recent.end(A)).isEmpty();
    recent.ended(Map.of(A, 5L), before);
    assertThat(recent.end(A)).isEmpty();
  }

  private void write(long from, long to) {
    for (long seq = from; seq < to; seq++) {
      recent.keep(entry(seq, Long.toString(seq)));
    }
  }

  private static Entry entry(long seq, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Entry(seq, Hash.sha256(bytes), Hash.sha256(bytes), bytes);
  }
}
