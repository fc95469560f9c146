package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.EntryPage;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.app.readmodel.LedgerView;
import dev.laneledger.projections.LedgerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadModelTest {
  @TempDir Path dir;

  private static SortedMap<String, Hash> folded(TestLedger ledger, long size) {
    LedgerState state = LedgerState.EMPTY;
    for (Entry entry : ledger.open.directory().reader().entries(0, (int) size)) {
      state = state.evolve(entry.event());
    }
    return state.program("P").stateHashes();
  }

  private static void assertEqualsReplay(TestLedger ledger) {
    LedgerView view = ledger.seen();
    assertThat(view.state().program("P").stateHashes()).isEqualTo(folded(ledger, view.size()));
    assertThat(view.chain())
        .isEqualTo(ledger.open.directory().reader().entry(view.position()).orElseThrow().chain());
  }

  @Test
  void theViewIsWhatAReplayGivesAlsoAfterARestart() {
    try (TestLedger ledger = TestLedger.withLane(dir)) {
      assertEqualsReplay(ledger);
      assertThat(ledger.seen().state().program("P").lanes().lane("l1")).isPresent();
    }
    try (TestLedger again = new TestLedger(dir)) {
      assertEqualsReplay(again);
      again.append(TestLedger.OPERATOR, TestLedger.pin("after", "A"));
      assertEqualsReplay(again);
    }
  }

  @Test
  void theViewsAreBuiltAgainWhenTheirFileIsGoneOrOfAnotherLedger() throws IOException {
    try (TestLedger ledger = TestLedger.withLane(dir.resolve("a"))) {
      ledger.seen();
    }
    Files.delete(dir.resolve("a/views.db"));
    try (TestLedger again = new TestLedger(dir.resolve("a"))) {
      assertEqualsReplay(again);
    }
    try (TestLedger other = new TestLedger(dir.resolve("b"))) {
      other.seen();
    }
    Files.copy(
        dir.resolve("a/views.db"),
        dir.resolve("b/views.db"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (TestLedger other = new TestLedger(dir.resolve("b"))) {
      assertThat(other.seen().state().programs()).isEmpty();
      assertThat(other.open.readModel().queries().viewAt("P", 5).state().programs()).isEmpty();
    }
  }

  @Test
  void theRowsOfEveryMomentAreThoseOfAFoldUpToIt() {
    try (TestLedger ledger = TestLedger.withLane(dir)) {
      ledger.open.gateway().reserveTickets(TestLedger.LANE, "P", "TKT", "r", "l1", 5);
      LedgerQueries queries = ledger.open.readModel().queries();
      for (long seq = 0; seq <= ledger.seen().position(); seq++) {
        long size = seq + 1;
        assertThat(queries.viewAt("P", seq).state().program("P").stateHashes())
            .isEqualTo(folded(ledger, size));
      }
    }
  }

  @Test
  void fiveSecondsAfterAChangeTheStateIsAttestedAsAFoldGivesIt() {
    try (TestLedger ledger = TestLedger.withLane(dir)) {
      long changes = ledger.seen().size();
      await().atMost(Duration.ofSeconds(30)).until(() -> attestations(ledger).size() == 1);
      LedgerData.StateAttested attested = attestations(ledger).getFirst();
      assertThat(attested.size()).isEqualTo(changes);
      assertThat(attested.programs()).containsOnlyKeys("P");
      assertThat(attested.programs().get("P")).isEqualTo(folded(ledger, changes));
      assertThat(attested.chain())
          .isEqualTo(ledger.open.directory().reader().entry(changes - 1).orElseThrow().chain());
      assertThat(ledger.seen().attested("P", "lanes.v1").size()).isEqualTo(changes);
    }
  }

  private static void pin(TestLedger ledger, int from, int to) {
    List<EventDraft> many = new ArrayList<>();
    for (int i = from; i < to; i++) {
      many.add(TestLedger.pin("p" + i, "D" + i % 10));
    }
    ledger.open.gateway().append(TestLedger.OPERATOR, many);
  }

  @Test
  void noMoreThan1024EntriesGoUnattested() {
    try (TestLedger ledger = TestLedger.withLane(dir)) {
      pin(ledger, 0, 1_100);
      await().atMost(Duration.ofSeconds(60)).until(() -> attestations(ledger).size() == 1);
      pin(ledger, 1_100, 2_200);
      await().atMost(Duration.ofSeconds(60)).until(() -> attestations(ledger).size() >= 2);
      List<LedgerData.StateAttested> attested = attestations(ledger);
      assertThat(attested.get(0).size()).isEqualTo(1_024);
      assertThat(attested.get(1).size()).as("an attestation is not counted").isEqualTo(2_049);
      assertThat(attested.get(0).programs().get("P")).isEqualTo(folded(ledger, 1_024));
      assertThat(attested.get(1).programs())
          .as("pins change no row, so the program has not changed")
          .isEmpty();
    }
  }

  private static List<LedgerData.StateAttested> attestations(TestLedger ledger) {
    return ledger.open.directory().reader().stream(StreamId.ATTESTATIONS, 0, 100).stream()
        .map(entry -> (LedgerData.StateAttested) entry.event().payload())
        .toList();
  }

  @Test
  void entriesAreFoundByStreamTypeAndProgramPageByPage() {
    try (TestLedger ledger = TestLedger.withLane(dir)) {
      LedgerQueries queries = ledger.open.readModel().queries();
      EntryPage all = queries.entries(new EntryFilter(0, 1_000, null, null, null));
      assertThat(all.entries()).hasSize((int) queries.size());
      assertThat(all.next()).isNull();
      EntryPage first = queries.entries(new EntryFilter(0, 2, null, null, "P"));
      EntryPage rest = queries.entries(new EntryFilter(first.next(), 100, null, null, "P"));
      assertThat(first.entries()).hasSize(2);
      assertThat(rest.entries()).hasSize(3);
      assertThat(rest.next()).isNull();
      EntryPage lane = queries.entries(new EntryFilter(0, 9, StreamId.lane("P", "l1"), null, null));
      assertThat(lane.entries())
          .extracting(Entry::event)
          .extracting(LedgerEvent::id)
          .containsExactly("open");
    }
  }
}
