package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.app.command.AppendResult;
import dev.laneledger.app.command.RequestRefusedException;
import dev.laneledger.app.command.Reservation;
import dev.laneledger.app.storage.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one ledger, each with everything but the server. */
final class SharedNodesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path temporary;
  private final String url = PostgresServer.newDatabase();

  /** A node's directory with the secrets of the ledger. */
  private Path copyOfSecrets(Path from, String name) throws IOException {
    Path to = Files.createDirectories(temporary.resolve(name));
    Files.copy(from.resolve("tokens.sha256"), to.resolve("tokens.sha256"));
    for (String part : List.of("keys", "tokens")) {
      Files.createDirectories(to.resolve(part));
      try (var files = Files.list(from.resolve(part))) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(part).resolve(file.getFileName()));
        }
      }
    }
    return to;
  }

  private TestLedger second() throws IOException {
    return new TestLedger(copyOfSecrets(temporary.resolve("one"), "two"), url);
  }

  private static TestLedger withLane(Path dir, String url) {
    TestLedger ledger = new TestLedger(dir, url);
    ledger.append(TestLedger.OWNER, TestLedger.program());
    ledger.append(TestLedger.OPERATOR, TestLedger.tickets());
    ledger.append(TestLedger.OWNER, ledger.delegation("REHEARSE"));
    ledger.append(
        TestLedger.LANE,
        TestLedger.consumption("REHEARSE", "l1"),
        TestLedger.opening("REHEARSE", "l1"));
    return ledger;
  }

  @Test
  void ticketsReservedAtTwoNodesAreDisjointAndWithoutGaps() throws Exception {
    try (TestLedger one = withLane(temporary.resolve("one"), url);
        TestLedger two = second()) {
      List<Future<Reservation>> asked = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 32; i++) {
          TestLedger node = i % 2 == 0 ? one : two;
          String id = "r" + i;
          int count = 1 + i % 3;
          asked.add(
              threads.submit(() ->
                  node.open
                      .gateway()
                      .reserveTickets(TestLedger.LANE, "P", "TKT", id, "l1", count)));
        }
      }
      List<Reservation> made = new ArrayList<>();
      for (Future<Reservation> reservation : asked) {
        made.add(reservation.get());
      }
      made.sort(Comparator.comparing(Reservation::from));
      long next = 305;
      for (Reservation range : made) {
        assertThat(range.from()).isEqualTo(next);
        next = range.to() + 1;
      }
      assertThat(two.seen().size()).isEqualTo(one.seen().size());
      assertThat(two.seen().chain()).isEqualTo(one.seen().chain());
    }
  }

  /** Each node knows where the streams ended when it wrote to them last, and decides on that. */
  @Test
  void whatOneNodeWroteCountsAtTheOtherInEveryDecision() throws Exception {
    try (TestLedger one = withLane(temporary.resolve("one"), url);
        TestLedger two = second()) {
      refuseTooOften(one);
      refuseTooOften(two);
      for (int turn = 0; turn < 3; turn++) {
        TestLedger node = turn % 2 == 0 ? two : one;
        TestLedger other = node == one ? two : one;
        String token = "T" + turn;
        node.append(TestLedger.OWNER, TestLedger.pin("known-" + turn, "a-" + turn));

        other.append(TestLedger.OWNER, other.delegation(token));
        node.append( // what the node remembers of the program would forbid it
            TestLedger.LANE,
            TestLedger.consumption(token, "m" + turn),
            TestLedger.opening(token, "m" + turn));

        node.append(TestLedger.OWNER, node.delegation("ONCE_" + turn));
        other.append(
            TestLedger.LANE,
            TestLedger.consumption("ONCE_" + turn, "n" + turn),
            TestLedger.opening("ONCE_" + turn, "n" + turn));
        String late = "late-" + turn;
        assertThatThrownBy(
                () -> // what the node remembers would allow it
                node.append(
                        TestLedger.LANE,
                        TestLedger.consumption(token(late), late),
                        TestLedger.opening(token(late), late)))
            .isInstanceOfSatisfying(
                RequestRefusedException.class,
                refused -> assertThat(refused).hasMessageContaining("now: DECISION_CONSUMED"));
      }
    }
  }

  /** From then on no refusal of the lane's is recorded, so that no commit compares what it saw. */
  private static void refuseTooOften(TestLedger node) {
    for (int i = 0; i <= TestLedger.LIMITS.refusalBurst(); i++) {
      String lane = "never-" + i;
      assertThatThrownBy(() -> node.append(TestLedger.LANE, TestLedger.opening("NONE", lane)))
          .isInstanceOf(RequestRefusedException.class);
    }
  }

  private static String token(String late) {
    return late.replace("late-", "ONCE_");
  }

  @Test
  void anAnswerThatWasLostAtOneNodeIsFoundAtTheOther() throws Exception {
    try (TestLedger one = new TestLedger(temporary.resolve("one"), url);
        TestLedger two = second()) {
      AppendResult lost = one.append(TestLedger.OWNER, TestLedger.program());
      AppendResult again = two.append(TestLedger.OWNER, TestLedger.program());
      assertThat(again.anyNew()).isFalse();
      assertThat(again.receipts()).isEqualTo(lost.receipts());
    }
  }

  @Test
  void theReadersOfEveryNodeFollowEveryNode() throws Exception {
    try (TestLedger one = new TestLedger(temporary.resolve("one"), url);
        TestLedger two = second()) {
      one.append(TestLedger.OWNER, TestLedger.program());
      List<Long> delays = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        TestLedger writes = i % 2 == 0 ? one : two;
        TestLedger reads = i % 2 == 0 ? two : one;
        long seq =
            writes
                .append(TestLedger.OPERATOR, TestLedger.pin("p" + i, "docs/" + i + ".md"))
                .receipts()
                .getFirst()
                .seq();
        long durable = System.nanoTime();
        assertThat(reads.open.readModel().queries().awaitPosition(seq, PATIENCE)).isPresent();
        delays.add((System.nanoTime() - durable) / 1_000);
      }
      delays.sort(null);
      System.out.println(
          "another node sees an event after: median %d us, longest %d us"
              .formatted(delays.get(20), delays.get(39)));
    }
  }

  @Test
  void twoNodesThatStartAtOnceMakeOneLedger() throws Exception {
    String elsewhere = PostgresServer.newDatabase();
    new TestLedger(temporary.resolve("keys"), elsewhere).close();
    Path first = copyOfSecrets(temporary.resolve("keys"), "one");
    Path second = copyOfSecrets(temporary.resolve("keys"), "two");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<TestLedger> one = threads.submit(() -> new TestLedger(first, url));
      Future<TestLedger> two = threads.submit(() -> new TestLedger(second, url));
      try (TestLedger a = one.get();
          TestLedger b = two.get()) {
        List<Entry> entries = b.open.directory().reader().entries(0, 100);
        assertThat(entries).hasSize(6);
        assertThat(a.open.directory().reader().entries(0, 100)).isEqualTo(entries);
        assertThat(a.open.secrets().logKey().name()).isEqualTo(b.open.secrets().logKey().name());
      }
    }
  }

  @Test
  void everyNodeShowsWhatThePublisherSignedAndTheOtherGoesOnWhenItLeaves() throws Exception {
    TestLedger one = new TestLedger(temporary.resolve("one"), url);
    try (TestLedger two = second()) {
      one.append(TestLedger.OWNER, TestLedger.program());
      two.append(TestLedger.OPERATOR, TestLedger.tickets());
      await()
          .atMost(PATIENCE)
          .ignoreException(NoSuchFileException.class) // it is told before its file is there
          .until(() ->
              size(two) >= 8
                  && two.open.checkpoints().current().equals(one.open.checkpoints().current())
                  && two.open
                      .checkpoints()
                      .current()
                      .equals(Files.readString(temporary.resolve("two/checkpoint"))));
      one.close();
      AppendResult later = two.append(TestLedger.OPERATOR, TestLedger.pin("p", "docs/p.md"));
      await().atMost(PATIENCE).until(() -> size(two) > later.receipts().getFirst().seq());
    }
  }

  private static long size(TestLedger node) {
    return Checkpoint.parse(SignedNote.parse(node.open.checkpoints().current()).text()).size();
  }

  @Test
  void statesAreAttestedByTheOtherNodeWhenTheOneThatDidLeaves() throws Exception {
    TestLedger one = new TestLedger(temporary.resolve("one"), url);
    try (TestLedger two = second()) {
      one.append(TestLedger.OWNER, TestLedger.program());
      for (int i = 0; i < 1_030; i += 103) {
        two.append(TestLedger.OPERATOR, pins(i, 103));
      }
      await().atMost(PATIENCE).until(() -> attestations(two) >= 1);
      one.close();
      long before = attestations(two);
      for (int i = 2_000; i < 3_030; i += 103) {
        two.append(TestLedger.OPERATOR, pins(i, 103));
      }
      await().atMost(PATIENCE).until(() -> attestations(two) > before);
    }
  }

  @Test
  void aNodeThatKeptACheckpointRefusesADatabaseThatWasSetBack() throws Exception {
    try (TestLedger one = new TestLedger(temporary.resolve("one"), url)) {
      one.append(TestLedger.OWNER, TestLedger.program());
      await().atMost(PATIENCE).until(() -> size(one) >= 7);
    }
    PostgresServer.execute(
        url,
        "DELETE FROM entry WHERE seq >= 6; DELETE FROM kept; UPDATE head SET size = 6,"
            + " chain = (SELECT substr(record, 33, 32) FROM entry WHERE seq = 5)");
    try (TestLedger one = new TestLedger(temporary.resolve("one"), url)) {
      assertThatThrownBy(() -> one.append(TestLedger.OWNER, TestLedger.program()))
          .isInstanceOf(RequestRefusedException.class)
          .hasMessageContaining("entries were lost");
      assertThat(one.open.directory().publisher().leads()).isFalse();
    }
  }

  private static EventDraft[] pins(int from, int count) {
    EventDraft[] pins = new EventDraft[count];
    for (int i = 0; i < count; i++) {
      pins[i] = TestLedger.pin("p" + (from + i), "docs/" + (from + i) + ".md");
    }
    return pins;
  }

  private static long attestations(TestLedger node) {
    return node.open.directory().reader().lastStreamseq(StreamId.ATTESTATIONS) + 1;
  }
}
