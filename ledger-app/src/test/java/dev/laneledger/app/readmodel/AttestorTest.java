package dev.laneledger.app.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.storage.AppendRequest;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.PendingEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttestorTest {
  private static final StreamId PROGRAM = StreamId.program("P");
  private static final StreamId LANE = StreamId.lane("P", "l1");

  @TempDir Path dir;
  private final AtomicLong nanos = new AtomicLong();
  private LedgerDirectory directory;
  private Attestor attestor;
  private LedgerView view = LedgerView.EMPTY;

  @BeforeEach
  void aLedgerWithAProgram() {
    directory = LedgerDirectory.open(dir, Clock.systemUTC());
    attestor = new Attestor(directory.writer(), nanos::get);
    append(
        StreamId.LEDGER,
        EventType.LEDGER_CREATED,
        new LedgerData.Created("laneledger/1", "o", List.of(), List.of(), List.of()));
    append(PROGRAM, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "Test", null));
  }

  @AfterEach
  void close() {
    directory.close();
  }

  private void append(StreamId stream, EventType type, EventData data) {
    EventDraft draft = EventDraft.of("e" + view.size(), stream, type, data);
    directory
        .writer()
        .append(AppendRequest.of(new PendingEvent(draft, "ledger:self", PendingEvent.NEXT)));
    follow();
  }

  /** Folds what the ledger holds beyond the view, as the processor does. */
  private void follow() {
    for (Entry entry : directory.reader().entries(view.size(), 100)) {
      LedgerEvent event = entry.event();
      view = view.evolve(entry, event);
      attestor.offer(event, view);
    }
  }

  private void open(String lane) {
    append(
        StreamId.lane("P", lane),
        EventType.LANE_OPENED,
        new LaneData.Opened("M", "REHEARSAL_ONLY", "h", "2026-06-12", "GO"));
  }

  private void seal() {
    append(
        LANE,
        EventType.LANE_PACKET_SEALED,
        new LaneData.PacketSealed(
            "packet.v1", Hash.sha256(new byte[1]), 3, LaneData.Outcome.READY, "READY"));
  }

  private List<LedgerData.StateAttested> attested() {
    attestor.run();
    follow();
    return directory.reader().stream(StreamId.ATTESTATIONS, 0, 100).stream()
        .map(entry -> (LedgerData.StateAttested) entry.event().payload())
        .toList();
  }

  private void seconds(long seconds) {
    nanos.addAndGet(seconds * 1_000_000_000);
  }

  @Test
  void aSealedPacketIsAttestedAtOnceWithTheStateRightAfterIt() {
    open("l1");
    seal();
    LedgerView sealed = view;
    open("l2");
    List<LedgerData.StateAttested> attested = attested();
    assertThat(attested).hasSize(1);
    assertThat(attested.getFirst().size()).isEqualTo(sealed.size());
    assertThat(attested.getFirst().chain()).isEqualTo(sealed.chain());
    assertThat(attested.getFirst().programs().get("P"))
        .isEqualTo(sealed.state().program("P").stateHashes())
        .isNotEqualTo(view.state().program("P").stateHashes());
  }

  @Test
  void aChangeIsAttestedFiveSecondsAfterTheLastOne() {
    open("l1");
    seconds(4);
    assertThat(attested()).isEmpty();
    open("l2");
    seconds(4);
    assertThat(attested()).isEmpty();
    seconds(1);
    assertThat(attested()).hasSize(1);
    seconds(100);
    assertThat(attested()).as("nothing has changed since").hasSize(1);
  }

  @Test
  void ofSeveralThatAreDueTheNewestStateIsAttested() {
    open("l1");
    seal();
    open("l2");
    append(
        StreamId.lane("P", "l2"),
        EventType.LANE_PACKET_SEALED,
        new LaneData.PacketSealed(
            "packet.v1", Hash.sha256(new byte[1]), 3, LaneData.Outcome.READY, "READY"));
    long second = view.size();
    assertThat(attested()).extracting(LedgerData.StateAttested::size).containsExactly(second);
  }

  @Test
  void anAttestationGoesRightBehindTheOneThatItComparedWithOrNotAtAll() {
    open("l1");
    seconds(5);
    attested();
    append(
        StreamId.program("Q"),
        EventType.PROGRAM_REGISTERED,
        new ProgramData.Registered("Q", "Other", null));
    seconds(5);
    LedgerView known = view;
    byAnotherNode(known);
    attestor.run();
    assertThat(directory.reader().stream(StreamId.ATTESTATIONS, 0, 100)).hasSize(2);
    assertThat(attested()).as("and what it saw then was all").hasSize(2);
  }

  /** Of which this node has not heard yet. */
  private void byAnotherNode(LedgerView known) {
    LedgerData.StateAttested statement =
        new LedgerData.StateAttested(
            known.size() - 1,
            Objects.requireNonNull(known.chain()),
            new TreeMap<>(Map.of("P", known.state().program("P").stateHashes())));
    EventDraft draft =
        EventDraft.of("other", StreamId.ATTESTATIONS, EventType.STATE_ATTESTED, statement);
    directory
        .writer()
        .append(AppendRequest.of(new PendingEvent(draft, "ledger:self", PendingEvent.NEXT)));
  }

  @Test
  void onlyProgramsWhoseRowsChangedAreNamed() {
    open("l1");
    seconds(5);
    attested();
    append(
        StreamId.program("Q"),
        EventType.PROGRAM_REGISTERED,
        new ProgramData.Registered("Q", "Other", null));
    seconds(5);
    assertThat(attested().getLast().programs()).containsOnlyKeys("Q");
  }

  @Test
  void afterARestartWhatIsAttestedAlreadyIsNotAttestedAgain() {
    open("l1");
    seal();
    List<LedgerData.StateAttested> before = attested();
    attestor = new Attestor(directory.writer(), nanos::get);
    assertThat(before).isNotEmpty();
    attestor.known(Statements.of(directory.reader()), LedgerView.EMPTY);
    view = LedgerView.EMPTY;
    follow();
    seconds(10);
    assertThat(attested()).isEqualTo(before);
  }

  @Test
  void anAttestationWhoseAnswerWasLostIsNotMadeTwice() {
    open("l1");
    seal();
    attested();
    long sealed = view.size() - 1;
    attestor = new Attestor(directory.writer(), nanos::get);
    view = LedgerView.EMPTY;
    for (Entry entry : directory.reader().entries(0, (int) sealed)) {
      view = view.evolve(entry, entry.event());
      attestor.offer(entry.event(), view);
    }
    assertThat(attested()).hasSize(1);
  }
}
