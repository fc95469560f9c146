package dev.laneledger.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.blocker.BlockerProjection;
import dev.laneledger.projections.lane.LaneRow;
import dev.laneledger.projections.ticket.TicketBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ProgramStateTest {
  private static final StreamId P = StreamId.program("P");
  private static final StreamId T = StreamId.tickets("P", "TKT");
  private static final StreamId L = StreamId.lane("P", "l1");
  private static final Hash TREE = Hash.sha256("tree".getBytes(StandardCharsets.UTF_8));

  private final Ledgers ledger = new Ledgers();

  private void happened(StreamId stream, EventType type, EventData data) {
    ledger.force("owner:default", stream, type, data);
  }

  private void raise(ProgramData.Leg... legs) {
    happened(
        P,
        EventType.BLOCKER_RAISED,
        new ProgramData.BlockerRaised(
            "B", "s", List.of(Role.OWNER), List.of("PRODUCTION"), "act", List.of(legs)));
  }

  private static ProgramData.Leg leg(String name, Strength strength) {
    return new ProgramData.Leg(name, Role.LANE, strength, List.of());
  }

  private void discharge(String leg, Strength strength) {
    happened(
        P,
        EventType.LEG_DISCHARGED,
        new ProgramData.LegDischarged("B", leg, strength, List.of(new EventRef(P, 0)), null));
  }

  private Blocker.Status status() {
    return ledger.program("P").blockers().blocker("B").orElseThrow().status();
  }

  @Test
  void aBlockersStatusIsTheFirstThatHolds() {
    raise(
        leg("classification", Strength.ANALYSIS),
        leg("design", Strength.ANALYSIS),
        leg("input", Strength.INPUT));
    assertThat(status()).isEqualTo(Blocker.Status.OPEN);
    happened(P, EventType.BLOCKER_NARROWED, new ProgramData.BlockerNarrowed("B", "n", "do this"));
    assertThat(status()).isEqualTo(Blocker.Status.NARROWED);
    discharge("classification", Strength.ANALYSIS);
    assertThat(status()).isEqualTo(Blocker.Status.CLASSIFIED);
    discharge("design", Strength.ANALYSIS);
    assertThat(status()).isEqualTo(Blocker.Status.DESIGN_DELIVERED);
    discharge("input", Strength.INPUT);
    assertThat(status()).isEqualTo(Blocker.Status.CLOSED);
    happened(P, EventType.LEG_REOPENED, new ProgramData.LegReopened("B", "design", "gone"));
    assertThat(status()).isEqualTo(Blocker.Status.PARTIALLY_DISCHARGED);
    happened(P, EventType.LEG_REOPENED, new ProgramData.LegReopened("B", "classification", "gone"));
    happened(P, EventType.LEG_REOPENED, new ProgramData.LegReopened("B", "input", "gone"));
    assertThat(status()).isEqualTo(Blocker.Status.NARROWED);
    assertThat(ledger.program("P").blockers().blocker("B").orElseThrow().nextAction())
        .isEqualTo("do this");
  }

  @Test
  void aTicketBookCountsItsCeilingsGapsAndOverlaps() {
    happened(
        T,
        EventType.TICKETS_REGISTERED,
        new TicketData.Registered(
            "TKT",
            List.of(
                new TicketData.PastRange(1, 10, "a", TicketData.State.APPLIED, null, null),
                new TicketData.PastRange(8, 12, "b", TicketData.State.RESERVED, null, null),
                new TicketData.PastRange(15, 20, "c", TicketData.State.RESERVED, null, null)),
            List.of()));
    TicketBook book = ledger.program("P").tickets().book("TKT");
    assertThat(book.canonicalCeiling()).isEqualTo(10);
    assertThat(book.reservedCeiling()).isEqualTo(20);
    assertThat(book.nextFree()).isEqualTo(21);
    assertThat(book.overlaps()).isEqualTo(3);
    assertThat(book.gaps()).isEqualTo(2);
  }

  @Test
  void aWithdrawnRangeStaysWithdrawnAndIsNotGivenOutAgain() {
    happened(
        T, EventType.TICKETS_REGISTERED, new TicketData.Registered("TKT", List.of(), List.of()));
    happened(T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 1, 5, false));
    happened(T, EventType.TICKETS_WITHDRAWN, new TicketData.Withdrawn(1, 5, "not needed"));
    happened(
        T, EventType.TICKETS_FOLDED, new TicketData.Folded(1, 5, "FOLD_IT", List.of(), List.of()));
    TicketBook book = ledger.program("P").tickets().book("TKT");
    assertThat(book.ranges())
        .singleElement()
        .satisfies(range -> {
          assertThat(range.state()).isEqualTo(TicketData.State.WITHDRAWN);
          assertThat(range.reservedBy()).isEqualTo(new EventRef(T, 1));
          assertThat(range.changedBy()).isEqualTo(new EventRef(T, 2));
        });
    assertThat(book.nextFree()).isEqualTo(6);
  }

  @Test
  void rowsStandInOrderOfTheKeysBytes() {
    for (String prefix : List.of("A", "A-B", "A.B", "B")) {
      happened(
          StreamId.tickets("P", prefix),
          EventType.TICKETS_RESERVED,
          new TicketData.Reserved("l1", 1, 2, false));
    }
    assertThat(ledger.program("P").rows().get("tickets.v1"))
        .extracting(Row::key)
        .containsExactly("A-B/0000000001", "A.B/0000000001", "A/0000000001", "B/0000000001")
        .isSortedAccordingTo(Row.KEY_ORDER);
  }

  @Test
  void anImportedLanesTreesAreClaimsThatStandSideBySide() {
    happened(
        L,
        EventType.LANE_IMPORTED,
        new LaneData.Imported(
            "earlier",
            "M",
            "T1",
            "2026-06-11",
            LaneData.Outcome.READY,
            "S_PASS",
            TREE,
            List.of(1L, 9L)));
    happened(
        P,
        EventType.PACKET_TREE_CLAIMED,
        new ProgramData.PacketTreeClaimed("l1", Hash.of(new byte[32]), "the report"));
    LaneRow row = ledger.program("P").lanes().lane("l1").orElseThrow();
    assertThat(row.imported()).isTrue();
    assertThat(row.packetTree()).isNull();
    assertThat(row.packetTreeClaims())
        .extracting(LaneRow.TreeClaim::claimedBy)
        .containsExactly("imported history", "the report");
    assertThat(row.tickets()).containsExactly(new LaneRow.TicketSpan(null, 1, 9));
  }

  @Test
  void aLanesRowFollowsItsEventsAndCountsItsRefusals() {
    happened(
        L,
        EventType.LANE_OPENED,
        new LaneData.Opened("M", "REHEARSAL_ONLY", "T1", "2026-06-12", "TOKEN"));
    happened(
        L,
        EventType.REQUEST_REFUSED,
        new LedgerData.Refused("CODE", "rule", null, null, null, "lane:default", TREE, 1));
    happened(T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 1, 5, false));
    happened(
        L,
        EventType.LANE_PACKET_SEALED,
        new LaneData.PacketSealed("packet.v1", TREE, 23, LaneData.Outcome.READY, "DONE"));
    happened(
        L, EventType.LANE_COMPLETED, new LaneData.Completed(LaneData.Outcome.READY, "DONE", null));
    LaneRow row = ledger.program("P").lanes().lane("l1").orElseThrow();
    assertThat(row.packetTree()).isEqualTo(TREE);
    assertThat(row.outcome()).isEqualTo(LaneData.Outcome.READY);
    assertThat(row.refusals()).isEqualTo(1);
    assertThat(row.tickets()).containsExactly(new LaneRow.TicketSpan("TKT", 1, 5));
    assertThat(row.openedBy()).isEqualTo(new EventRef(L, 0));
    assertThat(row.lastEvent()).isEqualTo(new EventRef(L, 3));
  }

  @Test
  void absentMembersOfARowAreNullAndItsLeafIsOverKeyAndValue() {
    happened(T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 1, 5, false));
    Row row = ledger.program("P").rows().get("tickets.v1").getFirst();
    assertThat(new String(row.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"key\":\"TKT/0000000001\",\"value\":{\"changedBy\":null,\"from\":1,\"lane\":\"l1\","
                + "\"reservedBy\":{\"source\":\"/programs/P/tickets/TKT\",\"streamseq\":0},"
                + "\"state\":\"RESERVED\",\"to\":5}}");
    assertThat(row.leaf()).isEqualTo(Hash.sha256((byte) 0, row.bytes()));
  }

  @Test
  void foldingTheSameEventsAgainGivesTheSameHashes() {
    aLanesRowFollowsItsEventsAndCountsItsRefusals();
    LedgerState again = LedgerState.EMPTY;
    for (var event : ledger.events()) {
      again = again.evolve(event);
    }
    assertThat(again.program("P").stateHashes()).isEqualTo(ledger.program("P").stateHashes());
    assertThat(ledger.program("P").stateHashes()).hasSize(4);
  }

  /** With costs in proportion to the blockers that are there, this takes many minutes. */
  @Test
  @Timeout(60)
  void anEventCostsTheSameHoweverManyBlockersThereAre() {
    ProgramState state = ProgramState.EMPTY;
    for (int i = 0; i < 20_000; i++) {
      ProgramData.BlockerRaised raised =
          new ProgramData.BlockerRaised(
              "B" + i,
              "s",
              List.of(Role.OWNER),
              List.of(),
              "act",
              List.of(leg("a", Strength.INPUT)));
      EventDraft draft = EventDraft.of("e" + i, P, EventType.BLOCKER_RAISED, raised);
      ProgramState before = state;
      state = before.evolve(new LedgerEvent(draft, "owner:default", "2026-01-01T00:00:00.000Z", i));
      List<String> changed = new ArrayList<>();
      new BlockerProjection()
          .changes(before.blockers(), state.blockers(), (key, value) -> changed.add(key));
      assertThat(changed).containsExactly("B" + i);
    }
    assertThat(state.blockers().open()).isEqualTo(20_000);
    assertThat(state.blockersHash()).isEqualTo(StateHash.of(state.rows().get("blockers.v1")));
  }
}
