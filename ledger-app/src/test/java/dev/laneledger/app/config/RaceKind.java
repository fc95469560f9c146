package dev.laneledger.app.config;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import java.util.List;

/** Which right is taken away. */
enum RaceKind {
  /** The principal is revoked in {@code /ledger}. */
  REVOKED {
    @Override
    Race prepare(RaceScene s) {
      s.delegated().opened();
      return new Race(this, s::attach, s::revoke);
    }
  },
  /** A newer pack is adopted in {@code /ledger}: the selection lapses. */
  POLICY_ADOPTED {
    @Override
    Race prepare(RaceScene s) {
      Runnable adoption = s.adoption();
      s.selected(null);
      return new Race(this, s::opened, adoption);
    }
  },
  /** A blocker is raised in the program: the selection lapses. */
  BLOCKER_RAISED {
    @Override
    Race prepare(RaceScene s) {
      s.selected(null);
      return new Race(
          this, s::opened, () -> s.owner(EventType.BLOCKER_RAISED, RaceScene.blocker("LATER")));
    }
  },
  /** A newer packet is published in the program: the selection lapses. */
  PACKET_PUBLISHED {
    @Override
    Race prepare(RaceScene s) {
      s.selected(null);
      return new Race(
          this, s::opened, () -> s.owner(EventType.PACKET_PUBLISHED, RaceScene.packet("p2")));
    }
  },
  /** The selection expires while it is used. */
  EXPIRED {
    @Override
    Race prepare(RaceScene s) {
      return new Race(this, s::openedAroundTheExpiry, () -> {});
    }
  },
  /** The lane is stopped in its own stream, and reserves tickets in theirs. */
  STOPPED_AND_TICKETS {
    @Override
    Race prepare(RaceScene s) {
      s.delegated().opened();
      return new Race(
          this,
          () ->
              s.lane(
                  s.tickets,
                  EventType.TICKETS_RESERVED,
                  new TicketData.Reserved("l1", 305, 309, false)),
          s::stop);
    }
  },
  /** The lane is stopped in its own stream, and discharges a leg in the program's. */
  STOPPED_AND_LEG {
    @Override
    Race prepare(RaceScene s) {
      s.delegated().opened();
      ProgramData.LegDischarged discharged =
          new ProgramData.LegDischarged(
              "B", "classification", Strength.ANALYSIS, List.of(new EventRef(s.lane, 0)), null);
      return new Race(this, () -> s.lane(s.program, EventType.LEG_DISCHARGED, discharged), s::stop);
    }
  },
  /** A document gets a later revision in the program, and the lane's gate passes on the old one. */
  PIN_MOVED {
    @Override
    Race prepare(RaceScene s) {
      s.delegated().opened();
      return new Race(
          this,
          () ->
              s.lane(
                  s.lane,
                  EventType.LANE_PREFLIGHT_CHECKED,
                  new LaneData.PreflightChecked(
                      List.of(
                          new LaneData.Gate(
                              "pins",
                              null,
                              "yes",
                              "yes",
                              LaneData.Result.PASS,
                              List.of(new LaneData.ReadDocument("d", 1, 3, RaceScene.DOCUMENT)),
                              null)))),
          () -> s.owner(EventType.DOCUMENT_PINNED, RaceScene.pin(2)));
    }
  };

  abstract Race prepare(RaceScene scene);

  static LedgerData.PrincipalRevoked revocation(String principal) {
    return new LedgerData.PrincipalRevoked(principal, "a race");
  }
}
