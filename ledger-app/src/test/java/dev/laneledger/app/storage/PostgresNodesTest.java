package dev.laneledger.app.storage;

import static dev.laneledger.app.storage.Ledgers.event;
import static dev.laneledger.app.storage.Ledgers.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Two nodes on one database, and what may happen to one of them. */
final class PostgresNodesTest {
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final StreamId A = stream("A");
  private static final StreamId B = stream("B");
  private static final String CUT_ALL =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND pid <> pg_backend_pid()";

  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

  @TempDir Path temporary;
  private final String url = PostgresServer.newDatabase();
  private LedgerDirectory one;
  private LedgerDirectory other;

  @BeforeEach
  void create() {
    one = node("one");
    one.writer().append(AppendRequest.of(Ledgers.genesis()));
    other = node("other");
  }

  @AfterEach
  void bothNodesSeeOneLedgerThatVerifies() {
    Ledgers.verify(one.reader());
    Ledgers.verify(other.reader());
    one.close();
    other.close();
  }

  private LedgerDirectory node(String name) {
    SharedDatabase shared = new SharedDatabase(url, LEASE);
    return LedgerDirectory.open(temporary.resolve(name), shared, InstantSource.system());
  }

  /** The writer of a third node, step by step. */
  private PostgresTables third() {
    return new PostgresTables(new PostgresDatabase(url, LEASE));
  }

  private static List<Receipt> append(LedgerDirectory node, PendingEvent... events) {
    return node.writer().append(AppendRequest.of(events));
  }

  private static AppendPlan plan(PostgresTables tables, WriteHead head, AppendRequest request)
      throws SQLException {
    return new AppendJudge(tables, Ledgers.CLOCK).judge(request, head);
  }

  @Test
  void appendsOfTwoNodesMakeOneOrderWithoutGaps() throws Exception {
    List<Future<List<Receipt>>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < 16; caller++) {
        LedgerDirectory node = caller % 2 == 0 ? one : other;
        StreamId own = stream("S" + caller);
        answers.add(
            threads.submit(() -> {
              List<Receipt> receipts = new ArrayList<>();
              for (int i = 0; i < 25; i++) {
                receipts.addAll(append(node, event(own, "e" + i, i)));
              }
              return receipts;
            }));
      }
    }
    List<Receipt> receipts = new ArrayList<>();
    for (Future<List<Receipt>> answer : answers) {
      receipts.addAll(answer.get());
    }
    assertThat(receipts.stream().map(Receipt::seq))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 400).boxed().toList());
    receipts.forEach(receipt -> Ledgers.verify(other.reader(), receipt));
  }

  @Test
  void whatAnotherNodeAppendedIsSeenByEveryCheck() {
    append(one, event(A, "e0", 0));
    assertThatThrownBy(() -> append(other, event(A, "e1", 0)))
        .isInstanceOf(AppendConflictException.class);
    assertThatThrownBy(() -> append(other, event(A, "e0", 1)))
        .isInstanceOf(DuplicateIdException.class);
    AppendRequest stale =
        new AppendRequest(
            List.of(event(B, "b0", 0)), new TreeMap<>(java.util.Map.of(A, -1L)), null);
    assertThatThrownBy(() -> other.writer().append(stale))
        .isInstanceOf(AppendConflictException.class);
    assertThat(append(other, event(A, "e1", 1))).extracting(Receipt::seq).containsExactly(2L);
  }

  /** A node looks up on the way to the lock; what commits while it waits is not in that look. */
  @Test
  void whatCommitsWhileANodeWaitsForItsTurnIsSeenByEveryCheck() throws Exception {
    append(one, event(A, "e0", 0));
    Future<List<Receipt>> next = appendBehind(event(A, "e1", 1), event(A, "e2", PendingEvent.NEXT));
    assertThat(next.get()).extracting(Receipt::seq).containsExactly(5L);
    Future<List<Receipt>> repeat =
        appendBehind(event(A, "e3", 3), event(A, "e3", PendingEvent.NEXT));
    assertThatThrownBy(repeat::get).hasCauseInstanceOf(DuplicateIdException.class);
  }

  /** Appends at a node that found itself alone, and that waits while a third appends. */
  private Future<List<Receipt>> appendBehind(PendingEvent first, PendingEvent second)
      throws Exception {
    append(other, event(B, first.draft().id(), PendingEvent.NEXT));
    append(other, event(B, second.draft().id() + "b", PendingEvent.NEXT));
    PostgresTables third = third();
    AppendRequest request = AppendRequest.of(first);
    AppendPlan plan = plan(third, third.begin(WriteHead.EMPTY, List.of(request)), request);
    third.insert(plan);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Receipt>> behind = threads.submit(() -> append(other, second));
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> PostgresServer.ask(url, WAITING).equals("1"));
      third.commit(plan.after());
      third.close();
      return behind;
    }
  }

  @Test
  void everyCommitTellsTheNewSizeToWhoeverListens() throws Exception {
    try (Connection listening = new PostgresDatabase(url, LEASE).connect();
        Statement statement = listening.createStatement()) {
      statement.execute("LISTEN " + PostgresTables.CHANNEL);
      append(one, event(A, "e0", 0), event(A, "e1", 1));
      PGNotification[] told =
          listening.unwrap(PGConnection.class).getNotifications((int) LEASE.toMillis() * 10);
      assertThat(told).extracting(PGNotification::getParameter).containsExactly("3");
    }
  }

  @Test
  void whatIsToldIsLookedUpAndWhatWasNotToldIsLookedFor() {
    RecentEntries heard = new RecentEntries();
    PostgresDatabase database = new PostgresDatabase(url, LEASE);
    try (HeadListener listener = new HeadListener(database, heard, Duration.ofDays(1), () -> {})) {
      await().until(() -> heard.committed().orElse(0) == 1);
      PostgresServer.execute(url, "NOTIFY laneledger, '999'; NOTIFY laneledger, 'more'");
      append(one, event(A, "e0", 0));
      await().until(() -> heard.committed().orElseThrow() == 2);
      PostgresServer.execute(url, "NOTIFY laneledger, '0'");
      PostgresServer.execute(url, CUT_ALL);
      append(one, event(A, "e1", 1));
      await().until(() -> heard.committed().orElseThrow() == 3);
    }
    assertThat(one.reader().newSize()).isEqualTo(3);
    await().until(() -> other.reader().newSize() == 3);
  }

  @Test
  void timeDoesNotGoBackWhereTheClocksOfTwoNodesDiffer() {
    InstantSource slow = () -> Ledgers.NOON;
    append(one, event(A, "e0", 0));
    try (LedgerDirectory late =
        LedgerDirectory.open(temporary.resolve("late"), new SharedDatabase(url, LEASE), slow)) {
      append(late, event(A, "e1", 1));
    }
    List<String> times =
        one.reader().stream(A, 0, 9).stream().map(e -> e.event().recordedtime()).toList();
    assertThat(times.get(1)).isEqualTo(times.get(0)).isGreaterThan("2026-06-12T12:00:00.000Z");
  }

  @Test
  void aNodeThatStopsInItsTransactionIsCutOffAfterItsLeaseAndCannotCommit() throws Exception {
    PostgresTables frozen = third();
    AppendRequest request = AppendRequest.of(event(A, "frozen", 0));
    WriteHead head = frozen.begin(WriteHead.EMPTY, List.of(request));
    AppendPlan plan = plan(frozen, head, request);
    frozen.insert(plan);
    long start = System.nanoTime();
    assertThat(append(other, event(A, "e0", 0))).extracting(Receipt::seq).containsExactly(1L);
    System.out.println(
        "a frozen node held up another for " + (System.nanoTime() - start) / 1_000_000 + " ms");
    assertThatThrownBy(() -> frozen.commit(plan.after())).isInstanceOf(SQLException.class);
    frozen.close();
    assertThat(one.reader().size()).isEqualTo(2);
    assertThat(one.reader().find(A, "frozen")).isEmpty();
  }

  @Test
  void aConnectionThatIsCutInATransactionLeavesNothing() throws Exception {
    PostgresTables cut = third();
    AppendRequest request = AppendRequest.of(event(A, "cut", 0), event(B, "cut", 0));
    AppendPlan plan = plan(cut, cut.begin(WriteHead.EMPTY, List.of(request)), request);
    cut.insert(plan);
    PostgresServer.execute(url, CUT_ALL);
    assertThatThrownBy(() -> cut.commit(plan.after())).isInstanceOf(SQLException.class);
    cut.close();
    assertThat(one.reader().size()).isEqualTo(1);
    assertThat(append(one, event(A, "e0", 0))).extracting(Receipt::seq).containsExactly(1L);
  }

  @Test
  void idleConnectionsThatWereCutAreMadeAnewWithoutAFailure() throws Exception {
    append(one, event(A, "e0", 0));
    append(other, event(A, "e1", 1));
    CountDownLatch heard = new CountDownLatch(1);
    PostgresServer.execute(url, CUT_ALL);
    assertThat(append(one, event(A, "e2", 2))).extracting(Receipt::seq).containsExactly(3L);
    assertThat(other.reader().size()).isEqualTo(4);
    other.writer().onDurable(heard::countDown);
    append(one, event(A, "e3", 3));
    assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aWriterThatCouldNotConnectGoesOnWhenItCan() {
    String name = PostgresServer.ask(url, "SELECT current_database()");
    String others = url.replace("/" + name, "/postgres");
    PostgresServer.execute(others, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
    PostgresServer.execute(others, CUT_ALL.replace("current_database()", "'" + name + "'"));
    assertThatThrownBy(() -> append(one, event(A, "e0", 0)))
        .isInstanceOf(StorageFailureException.class);
    PostgresServer.execute(others, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    assertThat(append(one, event(A, "e0", 0))).extracting(Receipt::seq).containsExactly(1L);
  }

  @Test
  void aDatabaseThatWentBackIsNotWrittenByANodeThatSawMore() {
    append(one, event(A, "e0", 0));
    append(one, event(A, "e1", 1));
    PostgresServer.execute(
        url,
        "DELETE FROM entry WHERE seq = 2;"
            + " UPDATE head SET size = 2, chain = (SELECT substr(record, 33, 32) FROM entry"
            + " WHERE seq = 1)");
    assertThatThrownBy(() -> append(one, event(A, "e2", 1)))
        .isInstanceOf(StorageFailureException.class)
        .hasMessageContaining("must hold the 3 durable entries");
    assertThatThrownBy(() -> append(one, event(A, "e2", 1)))
        .isInstanceOf(LedgerReadOnlyException.class);
    assertThat(one.writer().readOnlyReason()).isPresent();
  }

  @Test
  void aHeadRowThatDoesNotFitTheEntriesIsNotWrittenOn() {
    append(one, event(A, "e0", 0));
    PostgresServer.execute(url, "UPDATE head SET size = 5");
    try (LedgerDirectory late = node("late")) {
      assertThat(late.writer().readOnlyReason().orElse("")).contains("the head row must end at 2");
      assertThat(late.reader().size()).isEqualTo(2);
    }
    PostgresServer.execute(url, "UPDATE head SET size = 2");
  }

  @Test
  void anIdThatTheIndexHoldsThoughTheHeadDeniesItStopsTheNode() {
    append(one, event(A, "e0", 0));
    PostgresServer.execute(
        url,
        "UPDATE head SET size = 1, chain = (SELECT substr(record, 33, 32) FROM entry WHERE seq = 0)");
    assertThatThrownBy(() -> append(other, event(B, "e1", 0)))
        .isInstanceOf(StorageFailureException.class);
    assertThat(other.writer().readOnlyReason()).isPresent();
  }

  @Test
  void aPublisherThatFallsSilentIsReplacedAndKeepsNothingMore() {
    assertThat(one.publisher().lead()).isTrue();
    assertThat(other.publisher().lead()).isFalse();
    assertThat(one.publisher().keep(1, "first")).isTrue();
    assertThat(other.publisher().keep(2, "not mine")).isFalse();
    assertThat(other.publisher().told(Publisher.CHECKPOINT)).contains("first");
    await().atMost(Duration.ofSeconds(20)).until(other.publisher()::lead);
    assertThat(one.publisher().leads()).isFalse();
    assertThat(one.publisher().keep(3, "too late")).isFalse();
    assertThat(other.publisher().keep(2, "second")).isTrue();
    assertThat(other.publisher().keep(1, "smaller")).isFalse();
    assertThat(one.publisher().told(Publisher.CHECKPOINT)).contains("second");
    other.publisher().resign();
    assertThat(one.publisher().lead()).isTrue();
  }

  /** The costs that order the plans would pay for workers, page after page. */
  @Test
  void aPageIsReadWithoutWorkersHoweverLittleTheySeemToCost() throws Exception {
    List<String> plan = new ArrayList<>();
    try (Connection reading = new PostgresDatabase(url, LEASE).connect();
        Statement statement = reading.createStatement()) {
      statement.execute(
          "SET min_parallel_table_scan_size = 0; SET min_parallel_index_scan_size = 0;"
              + " SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0");
      try (ResultSet row =
          statement.executeQuery(
              "EXPLAIN ANALYZE SELECT seq, record FROM entry WHERE seq >= 0 ORDER BY seq LIMIT 9")) {
        while (row.next()) {
          plan.add(row.getString(1));
        }
      }
    }
    assertThat(plan).anyMatch(line -> line.contains("Index Scan using entry_pkey"));
    assertThat(plan).noneMatch(line -> line.contains("Gather"));
  }

  @Test
  void aNewDatabaseWithoutStatisticsIsReadByWholeKeys() {
    for (int batch = 0; batch < 10; batch++) {
      PendingEvent[] events = new PendingEvent[300];
      for (int i = 0; i < events.length; i++) {
        events[i] = event(stream("S" + i % 5), "e" + batch + "-" + i, PendingEvent.NEXT);
      }
      append(one, events);
    }
    assertThat(other.reader().find(stream("S0"), "e0-0")).isPresent();
    one.close(); // a session that ends tells what it has read
    other.close();
    one = node("one");
    other = node("other");
    String read =
        "SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'entry_stream_id_key'";
    assertThat(Long.parseLong(PostgresServer.ask(url, read))).isLessThan(1_000);
  }
}
