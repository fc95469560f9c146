package dev.laneledger.app.config;

import static dev.laneledger.app.config.TestLedger.LANE;
import static dev.laneledger.app.config.TestLedger.OPERATOR;
import static dev.laneledger.app.config.TestLedger.OWNER;
import static dev.laneledger.app.config.TestLedger.PROGRAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.command.AppendResult;
import dev.laneledger.app.command.RequestRefusedException;
import dev.laneledger.app.command.Reservation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AppendTest {
  @TempDir Path dir;
  private TestLedger ledger;

  @BeforeEach
  void openALane() {
    ledger = TestLedger.withLane(dir);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private long size() {
    return ledger.open.directory().reader().size();
  }

  private RequestRefusedException refused(String actor, EventDraft... drafts) {
    return catchThrowableOfType(RequestRefusedException.class, () -> ledger.append(actor, drafts));
  }

  @Test
  void theReceiptsNameTheEntriesThatWereAppended() {
    AppendResult result =
        ledger.append(OPERATOR, TestLedger.pin("a", "A"), TestLedger.pin("b", "B"));
    assertThat(result.anyNew()).isTrue();
    assertThat(result.receipts()).hasSize(2);
    result
        .receipts()
        .forEach(receipt -> {
          var entry = ledger.open.directory().reader().entry(receipt.seq()).orElseThrow();
          assertThat(entry.leaf()).isEqualTo(receipt.leaf());
          assertThat(entry.chain()).isEqualTo(receipt.chain());
          assertThat(entry.event().id()).isEqualTo(receipt.id());
          assertThat(entry.event().actor()).isEqualTo(OPERATOR);
        });
  }

  @Test
  void aRepeatIsAnsweredWithItsFirstReceiptAndAppendsNothing() {
    AppendResult first = ledger.append(OPERATOR, TestLedger.pin("a", "A"));
    long size = size();
    AppendResult second = ledger.append(OPERATOR, TestLedger.pin("a", "A"));
    assertThat(second.receipts()).isEqualTo(first.receipts());
    assertThat(second.anyNew()).isFalse();
    assertThat(size()).isEqualTo(size);
  }

  @Test
  void aRepeatIsStillARepeatWhenItWouldNotBeAllowedAnyMore() {
    AppendResult repeat = ledger.append(OWNER, TestLedger.program());
    assertThat(repeat.anyNew()).isFalse();
  }

  @Test
  void ofABatchOnlyWhatIsNotThereYetIsAppended() {
    AppendResult first = ledger.append(OPERATOR, TestLedger.pin("a", "A"));
    AppendResult mixed =
        ledger.append(OPERATOR, TestLedger.pin("b", "B"), TestLedger.pin("a", "A"));
    assertThat(mixed.anyNew()).isTrue();
    assertThat(mixed.receipts().get(1)).isEqualTo(first.receipts().getFirst());
    assertThat(mixed.receipts().getFirst().seq()).isGreaterThan(mixed.receipts().get(1).seq());
  }

  @Test
  void anIdThatStandsForSomethingElseIsAConflictAndNoRefusalIsRecorded() {
    ledger.append(OPERATOR, TestLedger.pin("a", "A"));
    long size = size();
    RequestRefusedException other = refused(OPERATOR, TestLedger.pin("a", "B"));
    RequestRefusedException someoneElse = refused(OWNER, TestLedger.pin("a", "A"));
    assertThat(other.code()).isEqualTo("ID_REUSED");
    assertThat(other.httpStatus()).isEqualTo(409);
    assertThat(someoneElse.code()).isEqualTo("ID_REUSED");
    assertThat(size()).isEqualTo(size);
  }

  @Test
  void aBatchAcrossStreamsIsAppendedWholeOrNotAtAll() {
    ledger.append(OWNER, ledger.delegation("AGAIN"));
    long size = size();
    RequestRefusedException refused =
        refused(
            LANE,
            TestLedger.consumption("AGAIN", "l2"),
            TestLedger.opening("AGAIN", "l2"),
            TestLedger.opening("NEVER", "l3"));
    assertThat(refused.pointer()).startsWith("/2/");
    assertThat(size()).as("one refusal and nothing else").isEqualTo(size + 1);
    AppendResult both =
        ledger.append(
            LANE, TestLedger.consumption("AGAIN", "l2"), TestLedger.opening("AGAIN", "l2"));
    assertThat(both.receipts().get(1).seq()).isEqualTo(both.receipts().getFirst().seq() + 1);
  }

  @Test
  void aDenialIsRecordedInTheStreamOfTheEventAtFaultWithItsInputAsABlob() {
    EventDraft bad = TestLedger.consumption("NEVER", "l9");
    RequestRefusedException refused = refused(LANE, bad);
    assertThat(refused.code()).isEqualTo("CONSUMED_WITHOUT_LANE");
    LedgerEvent event =
        ledger.open.directory().reader().entry(refused.refusal().seq()).orElseThrow().event();
    assertThat(event.source()).isEqualTo(PROGRAM);
    assertThat(event.actor()).isEqualTo("ledger:self");
    assertThat(event.id()).isEqualTo("ledger:refused-" + event.streamseq());
    LedgerData.Refused data = (LedgerData.Refused) event.payload();
    byte[] input = ledger.open.directory().blobs().get(data.input()).orElseThrow();
    assertThat(data.code()).isEqualTo(refused.code());
    assertThat(data.rule()).isEqualTo(refused.rule());
    assertThat(data.pointer()).isEqualTo(refused.pointer());
    assertThat(data.actor()).isEqualTo(LANE);
    assertThat(data.inputBytes()).isEqualTo(input.length);
    assertThat(new String(input, StandardCharsets.UTF_8))
        .isEqualTo(
            "["
                + new String(
                    CanonicalJson.write(EventCodec.senderAttributes(bad)), StandardCharsets.UTF_8)
                + "]");
  }

  @Test
  void thePointerOfADenialCountsTheRepeatsThatWereSentWithIt() {
    ledger.append(OPERATOR, TestLedger.pin("a", "A"));
    RequestRefusedException refused =
        refused(OPERATOR, TestLedger.pin("a", "A"), TestLedger.consumption("NEVER", "l9"));
    assertThat(refused.pointer()).isEqualTo("/1/type");
    LedgerData.Refused data =
        (LedgerData.Refused)
            ledger
                .open
                .directory()
                .reader()
                .entry(refused.refusal().seq())
                .orElseThrow()
                .event()
                .payload();
    assertThat(data.pointer()).as("into the input that was judged").isEqualTo("/0/type");
  }

  @Test
  void aDenialForAStreamThatIsNotOpenIsRecordedApart() {
    EventDraft lost =
        EventDraft.of(
            "x",
            StreamId.program("NOT-THERE"),
            EventType.DOCUMENT_PINNED,
            TestLedger.pin("x", "A").payload());
    RequestRefusedException refused = refused(OPERATOR, lost);
    assertThat(refused.code()).isEqualTo("STREAM_NOT_OPEN");
    assertThat(refused.refusal().source()).isEqualTo(StreamId.REFUSALS);
  }

  @Test
  void aRefusedEventDoesNotConsumeItsId() {
    EventDraft draft = TestLedger.pin("later", "A");
    assertThat(refused(LANE, draft).code()).isEqualTo("TYPE_NOT_ALLOWED");
    assertThat(ledger.append(OPERATOR, draft).anyNew()).isTrue();
  }

  @Test
  void beyondARateDenialsLeaveNoEvent() {
    for (int i = 0; i < TestLedger.LIMITS.refusalBurst(); i++) {
      assertThat(refused(LANE, TestLedger.pin("x" + i, "A")).refusal()).isNotNull();
    }
    long size = size();
    RequestRefusedException tooOften = refused(LANE, TestLedger.pin("y", "A"));
    assertThat(tooOften.code()).isEqualTo("RATE_LIMITED");
    assertThat(tooOften.httpStatus()).isEqualTo(429);
    assertThat(size()).isEqualTo(size);
    assertThat(refused(OWNER, TestLedger.consumption("NEVER", "l9")).refusal()).isNotNull();
  }

  @Test
  void aBatchIsNotEmptyAndHoldsNothingTwice() {
    assertThat(refused(OPERATOR).code()).isEqualTo("BATCH_INVALID");
    RequestRefusedException twice =
        refused(OPERATOR, TestLedger.pin("a", "A"), TestLedger.pin("a", "A"));
    assertThat(twice.code()).isEqualTo("BATCH_INVALID");
    assertThat(twice.pointer()).isEqualTo("/1/id");
  }

  @Test
  void manyAtOnceInOneStreamAreAllAppended() throws Exception {
    List<AppendResult> results =
        together(64, i -> ledger.append(OPERATOR, TestLedger.pin("p" + i, "D" + i)));
    assertThat(results).hasSize(64).allMatch(AppendResult::anyNew);
  }

  @Test
  void tenBadRequestsAtOnceLeaveTenRefusals() throws Exception {
    List<RequestRefusedException> refusals =
        together(10, i -> refused(LANE, TestLedger.pin("bad" + i, "D")));
    assertThat(refusals).extracting(r -> r.refusal().seq()).doesNotHaveDuplicates().hasSize(10);
  }

  @Test
  void sixtyFourReservationsAtOnceGetDisjointRangesWithoutGaps() throws Exception {
    List<Reservation> ranges =
        new ArrayList<>(
            together(
                64,
                i -> {
                  return ledger
                      .open
                      .gateway()
                      .reserveTickets(LANE, "P", "TKT", "r" + i, "l1", 1 + i % 7);
                }));
    ranges.sort(Comparator.comparing(Reservation::from));
    long next = 305;
    for (Reservation range : ranges) {
      assertThat(range.isNew()).isTrue();
      assertThat(range.from()).isEqualTo(next);
      next = range.to() + 1;
    }
  }

  @Test
  void aReservationSentAgainIsAnsweredWithTheFirstRange() {
    Reservation first = ledger.open.gateway().reserveTickets(LANE, "P", "TKT", "r", "l1", 5);
    ledger.open.gateway().reserveTickets(LANE, "P", "TKT", "s", "l1", 5);
    Reservation again = ledger.open.gateway().reserveTickets(LANE, "P", "TKT", "r", "l1", 5);
    assertThat(again).isEqualTo(new Reservation(first.receipt(), false, 305, 309));
    RequestRefusedException other =
        catchThrowableOfType(
            RequestRefusedException.class,
            () -> ledger.open.gateway().reserveTickets(LANE, "P", "TKT", "r", "l1", 6));
    assertThat(other.code()).isEqualTo("ID_REUSED");
  }

  @Test
  void batchesOverTheSameStreamsInOppositeOrderDoNotBlockEachOther() throws Exception {
    List<RequestRefusedException> answers =
        together(
            32,
            i -> {
              EventDraft pin = TestLedger.pin("both" + i, "D");
              EventDraft opening = TestLedger.opening("REHEARSE", "l1");
              return i % 2 == 0 ? refused(LANE, pin, opening) : refused(LANE, opening, pin);
            });
    assertThat(answers)
        .extracting(RequestRefusedException::code)
        .isSubsetOf("TYPE_NOT_ALLOWED", "RATE_LIMITED");
  }

  @Test
  void aReservationsIdIsHeldToTheFormOfIds() {
    RequestRefusedException refused =
        catchThrowableOfType(
            RequestRefusedException.class,
            () ->
                ledger
                    .open
                    .gateway()
                    .reserveTickets(LANE, "P", "TKT", "ledger:refused-0", "l1", 1));
    assertThat(refused.httpStatus()).isEqualTo(400);
    assertThat(refused.pointer()).isEqualTo("/id");
  }

  private interface Work<T> {
    T run(int index);
  }

  private static <T> List<T> together(int times, Work<T> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running =
          IntStream.range(0, times).mapToObj(i -> threads.submit(() -> work.run(i))).toList();
      List<T> done = new ArrayList<>();
      for (Future<T> one : running) {
        done.add(one.get());
      }
      return done;
    }
  }
}
