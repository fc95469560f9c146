package dev.laneledger.app.scenario;

import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Signature;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.history.HistoryImport;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Brings a scenario's program into an empty ledger, as it stood just before the lane. */
public final class ProgramRegistration {
  private static final Signature UNSIGNED = new Signature("", "");

  private final Scenario scenario;
  private final Parties parties;

  public ProgramRegistration(Scenario scenario, Parties parties) {
    this.scenario = scenario;
    this.parties = parties;
  }

  /** Appends the program's history; a second run changes nothing. */
  public void run() {
    parties.owner().append(program());
    importHistory();
    parties.operator().append(documents());
    parties.owner().append(blockers());
    parties.owner().append(packet());
    parties.owner().append(delegation());
  }

  private void importHistory() {
    HistoryImport.Stop stopped =
        new HistoryImport(parties.operator()).run(history(scenario)).stopped();
    if (stopped != null) {
      throw new ScenarioException(
          "the history is refused at its event %d: %s"
              .formatted(stopped.line(), stopped.refusal().detail()),
          null);
    }
  }

  /**
   * What the program was before its ledger, as {@code ledger import} takes it; trees are claimed
   * before their lanes, whose reports are as of the import.
   */
  public static List<EventDraft> history(Scenario scenario) {
    List<EventDraft> events = new ArrayList<>();
    events.add(tickets(scenario));
    events.addAll(packetTreeClaims(scenario));
    events.addAll(lanesBefore(scenario));
    return events;
  }

  private EventDraft program() {
    ProgramData.Vocabulary vocabulary =
        scenario
            .program()
            .read(
                scenario.program().at("vocabulary").pick("actions", "grants", "blocks"),
                ProgramData.Vocabulary.class);
    return ofProgram(
        "registered",
        EventType.PROGRAM_REGISTERED,
        new ProgramData.Registered(
            scenario.programId(), scenario.extra().text("title"), vocabulary));
  }

  private static EventDraft tickets(Scenario scenario) {
    ObjectNode data = scenario.program().at("tickets").pick("prefix", "ranges", "withdrawn");
    return EventDraft.of(
        "history",
        scenario.ticketStream(),
        EventType.TICKETS_REGISTERED,
        scenario.program().read(data, TicketData.Registered.class));
  }

  private static List<EventDraft> lanesBefore(Scenario scenario) {
    return scenario.program().list("lanesBefore").stream()
        .map(lane -> {
          ObjectNode data =
              lane.pick("macro", "host", "date", "outcome", "status", "packetTree", "tickets");
          data.put("title", lane.text("lane"));
          return EventDraft.of(
              "imported",
              StreamId.lane(scenario.programId(), lane.text("laneId")),
              EventType.LANE_IMPORTED,
              lane.read(data, LaneData.Imported.class));
        })
        .toList();
  }

  private static List<EventDraft> packetTreeClaims(Scenario scenario) {
    List<EventDraft> claims = new ArrayList<>();
    for (Facts claim : scenario.program().list("packetTreeClaims")) {
      claims.add(
          EventDraft.of(
              "packet-tree-claim-" + (claims.size() + 1),
              scenario.programStream(),
              EventType.PACKET_TREE_CLAIMED,
              new ProgramData.PacketTreeClaimed(
                  claim.text("laneId"), Hash.fromHex(claim.text("tree")), claim.text("source"))));
    }
    return claims;
  }

  /** Pins the stand-ins of the program's documents, and the documents that supply an input. */
  private List<EventDraft> documents() {
    List<EventDraft> pins = new ArrayList<>();
    Facts standIns = scenario.extra().at("standIns");
    for (Facts document : scenario.program().list("documents")) {
      String claim = "the original's SHA-256 begins with " + document.text("sha256Prefix");
      pins.add(
          pin(
              standIns.at(document.text("path")),
              document,
              document.number("storeRevision"),
              claim));
    }
    for (Facts input : scenario.extra().list("inputs")) {
      pins.add(pin(input, input, input.number("storeRevision"), null));
    }
    return pins;
  }

  private EventDraft pin(Facts file, Facts document, long revision, @Nullable String claim) {
    byte[] bytes = scenario.file(file.text("file"));
    Hash sha256 = parties.operator().putBlob(bytes);
    String path = document.text("path");
    return ofProgram(
        "pinned-" + path + "-" + revision,
        EventType.DOCUMENT_PINNED,
        new ProgramData.DocumentPinned(
            path,
            revision,
            file.text("label"),
            bytes.length,
            sha256,
            file.textOrNull("supplies"),
            claim));
  }

  private List<EventDraft> blockers() {
    return scenario.program().list("blockers").stream()
        .map(blocker -> {
          ObjectNode data = blocker.pick("subject", "actors", "blocks", "nextAction", "legs");
          data.put("blocker", blocker.text("id"));
          return ofProgram(
              "raised-" + blocker.text("id"),
              EventType.BLOCKER_RAISED,
              blocker.read(data, ProgramData.BlockerRaised.class));
        })
        .toList();
  }

  private EventDraft packet() {
    return ofProgram(
        "decision-packet",
        EventType.PACKET_PUBLISHED,
        packet(scenario.program().at("decisionPacket")));
  }

  /** A decision packet as the scenario's files write it. */
  static ProgramData.PacketPublished packet(Facts packet) {
    ObjectNode data = packet.pick("default", "options", "chooseExactly");
    data.put("packet", packet.text("id"));
    return packet.read(data, ProgramData.PacketPublished.class);
  }

  /** The owner's delegation, signed for this one event of this one ledger. */
  private EventDraft delegation() {
    LedgerData.Created genesis = Genesis.of(parties.auditor());
    LedgerData.OwnerKey owner = genesis.ownerKeys().getFirst();
    Facts facts = scenario.program().at("decisionPacket").at("delegation");
    String id = "delegated-" + facts.text("token");
    ObjectNode signature =
        EventSignature.sign(
            genesis.origin(),
            scenario.programStream().path(),
            EventType.DECISION_DELEGATED.wire(),
            id,
            EventJson.toTree(delegated(facts, owner, UNSIGNED)),
            parties.ownerKey(),
            Base64.getDecoder().decode(owner.spki()));
    return ofProgram(
        id,
        EventType.DECISION_DELEGATED,
        delegated(facts, owner, EventJson.fromTree(signature, Signature.class)));
  }

  private ProgramData.Delegated delegated(
      Facts facts, LedgerData.OwnerKey owner, Signature signature) {
    return new ProgramData.Delegated(
        facts.text("token"),
        facts.text("through"),
        owner.person(),
        scenario.extra().text("delegationReason"),
        null,
        signature);
  }

  private EventDraft ofProgram(String id, EventType type, ProgramData payload) {
    return EventDraft.of(id, scenario.programStream(), type, payload);
  }
}
