package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.EntryStream;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.StreamId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The Java client follows real ledgers, which stop, start and let it go. */
@Timeout(120)
class FollowedLedgerTest {
  private static final String STREAM = "/v1/events/stream";
  private static final int BIG = 200;

  @TempDir private Path dir;

  private static List<Entry> taken(EntryStream stream, int count) {
    List<Entry> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(stream.next());
    }
    return taken;
  }

  /** The same entries as the ledger has, from 0 on. */
  private static void assertAll(List<Entry> seen, LedgerClient auditor) {
    List<Entry> all = new ArrayList<>();
    auditor.entries(EntryQuery.ALL, all::add);
    assertThat(seen).isEqualTo(all.subList(0, seen.size()));
    assertThat(seen)
        .extracting(Entry::seq)
        .containsExactlyElementsOf(LongStream.range(0, seen.size()).boxed().toList());
  }

  @Test
  void a_stream_goes_on_where_it_was_when_the_ledger_was_stopped_and_started() throws Exception {
    List<Entry> seen = new ArrayList<>();
    LedgerServer first = new LedgerServer(dir);
    try (Relay relay = new Relay(first.wire.port());
        EntryStream stream =
            new LedgerClient(relay.url(), first.token("auditor")).stream(EntryQuery.ALL)) {
      long before = first.appended("owner", LedgerServer.program("P"));
      seen.addAll(taken(stream, (int) before + 1));
      first.close();

      try (LedgerServer second = new LedgerServer(dir)) {
        relay.to(second.wire.port());
        long after = second.appended("owner", LedgerServer.blocker("P", "after"));
        seen.addAll(taken(stream, (int) (after - before)));

        assertThat(seen.getLast().seq()).isEqualTo(after);
        assertAll(seen, new LedgerClient(second.url(), second.token("auditor")));
        assertThat(relay.connections()).isGreaterThan(1);
      }
    }
  }

  @Test
  void a_reader_that_was_let_go_because_it_took_nothing_misses_nothing() throws Exception {
    System.setProperty("server.tomcat.connection-timeout", "1s");
    try (LedgerServer busy = new LedgerServer(dir);
        Relay relay = new Relay(busy.wire.port());
        EntryStream stream =
            new LedgerClient(relay.url(), busy.token("auditor")).stream(EntryQuery.ALL)) {
      System.clearProperty("server.tomcat.connection-timeout");
      openTheOthers(busy);
      List<Entry> seen = new ArrayList<>(taken(stream, 1));
      assertThat(mayOpen(busy)).isFalse();
      busy.appended("owner", LedgerServer.program("P"));
      long last = 0;
      for (int i = 0; i < BIG; i++) {
        last = busy.appended("owner", big(i));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> mayOpen(busy));

      seen.addAll(taken(stream, (int) last));

      assertAll(seen, new LedgerClient(busy.url(), busy.token("auditor")));
      assertThat(relay.connections()).isGreaterThan(1);
    }
  }

  /** As many as the principal may have but one, in which nothing comes. */
  private static void openTheOthers(LedgerServer busy) {
    String quiet = STREAM + "?type=" + EventType.TICKETS_FOLDED.wire();
    for (int i = 1; i < EventStreams.PER_PRINCIPAL; i++) {
      assertThat(busy.wire.open(busy.wire.request(busy.token("auditor"), quiet).GET()).statusCode())
          .isEqualTo(200);
    }
  }

  /** Whether the server has let one of them go. */
  private static boolean mayOpen(LedgerServer busy) {
    return busy.get("auditor", STREAM + "?limit=1").status() == 200;
  }

  private static String big(int i) {
    return LedgerServer.blocker("P", "big-" + i)
        .replace("\"subject\":\"s\"", "\"subject\":\"" + "s".repeat(50_000) + "\"");
  }

  @Test
  void a_filter_lets_through_what_it_names_and_refusals_are_told() {
    try (LedgerServer ledger = new LedgerServer(dir)) {
      ledger.appended("owner", LedgerServer.program("P"));
      long seq = ledger.appended("owner", LedgerServer.blocker("P", "B"));
      LedgerClient lane = new LedgerClient(ledger.url(), ledger.token("lane"));
      EntryQuery raised = new EntryQuery(0, StreamId.program("P"), EventType.BLOCKER_RAISED);

      try (EntryStream stream = lane.stream(raised);
          EntryStream all = lane.stream(EntryQuery.ALL)) {
        assertThat(stream.next().seq()).isEqualTo(seq);
        assertThatThrownBy(all::next)
            .isInstanceOf(LedgerRefusedException.class)
            .hasMessageStartingWith("FORBIDDEN");
      }
    }
  }

  @Test
  void a_ledger_that_no_longer_has_what_it_showed_is_followed_no_further(@TempDir Path other)
      throws Exception {
    new LedgerServer(dir).close();
    Path older = other.resolve("older");
    FileSystemUtils.copyRecursively(dir, older);
    LedgerServer newer = new LedgerServer(dir);
    try (Relay relay = new Relay(newer.wire.port());
        EntryStream stream =
            new LedgerClient(relay.url(), newer.token("auditor")).stream(EntryQuery.ALL)) {
      taken(stream, 1 + (int) newer.appended("owner", LedgerServer.program("P")));
      newer.close();
      try (LedgerServer restored = new LedgerServer(older)) {
        relay.to(restored.wire.port());

        assertThatThrownBy(stream::next)
            .isInstanceOf(LedgerRefusedException.class)
            .hasMessageContainingAll("NOT_FOUND", "tell its auditors");
      }
    }
  }
}
