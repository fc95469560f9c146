package dev.laneledger.projections;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.Signature;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Events of every kind that changes a program's state, whether or not a rule would allow them. */
final class RandomEvents {
  private static final StreamId P = StreamId.program("P");
  private static final StreamId T = StreamId.tickets("P", "TKT");
  private static final List<String> TIMES =
      List.of("2026-06-11T00:00:00.000Z", "2026-06-13T00:00:00.000Z");

  private final SplittableRandom random;

  RandomEvents(SplittableRandom random) {
    this.random = random;
  }

  /** Appends one. */
  void next(Ledgers ledger) {
    switch (random.nextInt(20)) {
      case 0 -> put(ledger, P, EventType.BLOCKER_RAISED, raised(name("B")));
      case 1 ->
          put(
              ledger,
              P,
              EventType.BLOCKER_NARROWED,
              new ProgramData.BlockerNarrowed(name("B"), "n", maybe("act")));
      case 2, 3 ->
          put(
              ledger,
              P,
              EventType.LEG_DISCHARGED,
              new ProgramData.LegDischarged(
                  name("B"), name("leg"), Strength.INPUT, List.of(new EventRef(P, 0)), null));
      case 4 ->
          put(
              ledger,
              P,
              EventType.LEG_REOPENED,
              new ProgramData.LegReopened(name("B"), name("leg"), "gone"));
      case 5 -> put(ledger, P, EventType.PACKET_PUBLISHED, packet(name("D")));
      case 6, 7 -> put(ledger, P, EventType.DECISION_SELECTED, selected(ledger, name("D")));
      case 8 -> put(ledger, P, EventType.DECISION_DELEGATED, delegated(name("O")));
      case 9 ->
          put(
              ledger,
              P,
              EventType.DECISION_CONSUMED,
              new ProgramData.Consumed(name("O"), name("lane")));
      case 10 ->
          put(
              ledger,
              P,
              EventType.DECISION_EXPIRED,
              new ProgramData.Expired(name("D"), TIMES.getFirst()));
      case 11 ->
          put(ledger, P, EventType.DECISION_LAPSED, new ProgramData.Lapsed(name("D"), "changed"));
      case 12 ->
          put(
              ledger,
              P,
              EventType.GRANT_ISSUED,
              new ProgramData.GrantIssued(name("G"), "p", "r", signature()));
      case 13 ->
          put(
              ledger,
              P,
              EventType.GRANT_REVOKED,
              new ProgramData.GrantRevoked(name("G"), "p", "r", signature()));
      case 14 ->
          put(
              ledger,
              P,
              EventType.DOCUMENT_PINNED,
              new ProgramData.DocumentPinned(
                  name("doc"), random.nextInt(9), null, 3, hash(), maybe(name("input")), null));
      case 15 ->
          put(
              ledger,
              P,
              EventType.PACKET_TREE_CLAIMED,
              new ProgramData.PacketTreeClaimed(name("lane"), hash(), "somebody"));
      case 16 -> tickets(ledger);
      default -> lane(ledger, StreamId.lane("P", name("lane")));
    }
  }

  private void tickets(Ledgers ledger) {
    long from = random.nextInt(1, 60);
    long to = from + random.nextInt(9);
    switch (random.nextInt(4)) {
      case 0 ->
          put(
              ledger,
              T,
              EventType.TICKETS_REGISTERED,
              new TicketData.Registered(
                  "TKT",
                  List.of(
                      new TicketData.PastRange(
                          from, to, "before", TicketData.State.APPLIED, null, null)),
                  List.of()));
      case 1 ->
          put(
              ledger,
              T,
              EventType.TICKETS_RESERVED,
              new TicketData.Reserved(name("lane"), from, to, false));
      case 2 ->
          put(ledger, T, EventType.TICKETS_WITHDRAWN, new TicketData.Withdrawn(from, to + 9, "r"));
      default ->
          put(
              ledger,
              T,
              EventType.TICKETS_FOLDED,
              new TicketData.Folded(from, to + 9, "O1", List.of(), List.of()));
    }
  }

  private void lane(Ledgers ledger, StreamId lane) {
    switch (random.nextInt(5)) {
      case 0 -> put(ledger, lane, EventType.LANE_OPENED, Samples.opened("ANALYSIS_ONLY", "O1"));
      case 1 ->
          put(
              ledger,
              lane,
              EventType.LANE_PACKET_SEALED,
              new LaneData.PacketSealed("packet.v1", hash(), 3, LaneData.Outcome.READY, "READY"));
      case 2 ->
          put(
              ledger,
              lane,
              EventType.LANE_COMPLETED,
              new LaneData.Completed(LaneData.Outcome.READY, "READY", null));
      default -> put(ledger, lane, EventType.LANE_SURFACE_CLASSIFIED, Samples.surface("UNKNOWN"));
    }
  }

  private static ProgramData.BlockerRaised raised(String id) {
    return new ProgramData.BlockerRaised(
        id,
        "s",
        List.of(Role.OWNER),
        List.of("PRODUCTION"),
        "act",
        List.of(
            new ProgramData.Leg("leg0", Role.LANE, Strength.ANALYSIS, List.of()),
            new ProgramData.Leg(
                "leg1",
                Role.OPERATOR,
                Strength.INPUT,
                List.of(new Requirement("G1", null, null, null, null)))));
  }

  private static ProgramData.PacketPublished packet(String id) {
    return new ProgramData.PacketPublished(
        id,
        "HOLD",
        List.of(new ProgramData.Option("HOLD", List.of()), new ProgramData.Option("O1", List.of())),
        1,
        null);
  }

  private ProgramData.Selected selected(Ledgers ledger, String packet) {
    Hash blockers = random.nextBoolean() ? ledger.program("P").blockersHash() : hash();
    return new ProgramData.Selected(
        packet,
        hash(),
        name("O"),
        "r",
        "p",
        new ProgramData.Binds(1, hash(), blockers, hash(), maybe(name("lane")), hash()),
        maybe(TIMES.get(random.nextInt(2))),
        signature());
  }

  private ProgramData.Delegated delegated(String token) {
    return new ProgramData.Delegated(
        token, "a go-between", "p", "r", maybe(TIMES.get(random.nextInt(2))), signature());
  }

  private static Signature signature() {
    return new Signature("0".repeat(64), "AA==");
  }

  private Hash hash() {
    return Hash.sha256(new byte[] {(byte) random.nextInt(3)});
  }

  private String name(String kind) {
    return kind + random.nextInt(4);
  }

  private @Nullable String maybe(String text) {
    return random.nextBoolean() ? text : null;
  }

  private static void put(Ledgers ledger, StreamId stream, EventType type, EventData data) {
    ledger.force("owner:default", stream, type, data);
  }
}
