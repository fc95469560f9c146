package dev.laneledger.app.scenario;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.Strength;
import java.util.List;

/** What a lane changes in its program: legs it discharges, the next packet, its tickets. */
final class ProgramUpdates {
  private final Scenario scenario;
  private final LedgerClient lane;
  private final LaneLog log;

  ProgramUpdates(Scenario scenario, LedgerClient lane, LaneLog log) {
    this.scenario = scenario;
    this.lane = lane;
    this.log = log;
  }

  void run() {
    updateBlockers();
    publishNextPacket();
    reserveTickets();
  }

  private void updateBlockers() {
    for (Facts update : scenario.lane().list("blockerUpdates")) {
      if (update.has("discharge")) {
        discharge(update, scenario.blocker(update.text("blocker")), update.text("discharge"));
      } else {
        log.appendToProgram(
            "narrowed-" + update.text("blocker"),
            EventType.BLOCKER_NARROWED,
            new ProgramData.BlockerNarrowed(update.text("blocker"), update.text("narrow"), null));
      }
    }
  }

  private void discharge(Facts update, Facts blocker, String leg) {
    Strength strength =
        blocker.list("legs").stream()
            .filter(l -> l.text("leg").equals(leg))
            .map(l -> Strength.valueOf(l.text("strength")))
            .findFirst()
            .orElseThrow(() -> new ScenarioException("no leg " + leg + " in program.json", null));
    List<EventRef> evidence =
        scenario.extra().at("legEvidence").texts(leg).stream()
            .flatMap(type -> log.ofType(type).stream())
            .filter(event -> concerns(event, blocker.text("id")))
            .map(LedgerEvent::ref)
            .toList();
    String result = update.textOrNull("result");
    log.appendToProgram(
        "discharged-" + blocker.text("id") + "-" + leg,
        EventType.LEG_DISCHARGED,
        new ProgramData.LegDischarged(
            blocker.text("id"),
            leg,
            strength,
            evidence,
            result == null ? update.textOrNull("evidence") : result));
  }

  /** A classified surface is evidence only for the blocker that it names. */
  private static boolean concerns(LedgerEvent event, String blocker) {
    return !(event.payload() instanceof LaneData.SurfaceClassified s)
        || blocker.equals(s.blocker());
  }

  private void publishNextPacket() {
    log.appendToProgram(
        "next-packet",
        EventType.PACKET_PUBLISHED,
        ProgramRegistration.packet(scenario.lane().at("nextDecisionPacket")));
  }

  private void reserveTickets() {
    Facts tickets = scenario.lane().at("tickets");
    Receipt receipt =
        lane.reserveTickets(
            scenario.programId(),
            scenario.ticketPrefix(),
            scenario.laneId(),
            scenario.laneId(),
            tickets.number("to") - tickets.number("from") + 1);
    log.remember(receipt);
  }
}
