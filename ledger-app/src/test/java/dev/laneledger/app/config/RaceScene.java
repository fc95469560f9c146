package dev.laneledger.app.config;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.app.readmodel.LedgerView;
import dev.laneledger.projections.DecisionSheet;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A fresh program with a lane's principal of its own, in a ledger that many races share. */
final class RaceScene {
  static final byte[] CONTENT = new byte[3];
  static final Hash DOCUMENT = Hash.sha256(CONTENT);
  private static final String ADMIN = "admin:default";
  private static final int EXPIRES_IN_MILLIS = 150;
  private static final int EARLIEST_MILLIS = 40;
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  final StreamId program;
  final StreamId tickets;
  final StreamId lane;
  private final TestLedger ledger;
  private final String name;
  private final String principal;
  private final int round;
  private int ids;

  RaceScene(TestLedger ledger, int round) {
    this.ledger = ledger;
    this.round = round;
    this.name = "R" + round;
    this.principal = "lane:r" + round;
    this.program = StreamId.program(name);
    this.tickets = StreamId.tickets(name, "TKT");
    this.lane = StreamId.lane(name, "l1");
    ledger.append(
        ADMIN,
        draft(
            StreamId.LEDGER,
            EventType.PRINCIPAL_REGISTERED,
            new LedgerData.PrincipalRegistered(principal, "person-" + round)));
    ledger.append(
        TestLedger.OWNER,
        draft(
            program, EventType.PROGRAM_REGISTERED, new ProgramData.Registered(name, "race", null)),
        draft(program, EventType.BLOCKER_RAISED, blocker("B")),
        draft(program, EventType.PACKET_PUBLISHED, packet("p1")),
        draft(program, EventType.DOCUMENT_PINNED, pin(1)));
    ledger.append(
        TestLedger.OPERATOR,
        draft(
            tickets,
            EventType.TICKETS_REGISTERED,
            new TicketData.Registered(
                "TKT",
                List.of(
                    new TicketData.PastRange(1, 304, "x", TicketData.State.APPLIED, null, null)),
                List.of())));
  }

  private EventDraft draft(StreamId stream, EventType type, EventData data) {
    return EventDraft.of(name + "-" + ids++, stream, type, data);
  }

  static ProgramData.BlockerRaised blocker(String id) {
    return new ProgramData.BlockerRaised(
        id,
        "s",
        List.of(Role.LANE),
        List.of("PRODUCTION"),
        "n",
        List.of(new ProgramData.Leg("classification", Role.LANE, Strength.ANALYSIS, List.of())));
  }

  static ProgramData.PacketPublished packet(String id) {
    return new ProgramData.PacketPublished(
        id,
        "HOLD",
        List.of(new ProgramData.Option("HOLD", List.of()), new ProgramData.Option("GO", List.of())),
        1,
        null);
  }

  static ProgramData.DocumentPinned pin(long revision) {
    return new ProgramData.DocumentPinned("d", revision, null, 3, DOCUMENT, null, null);
  }

  void owner(EventType type, ProgramData data) {
    ledger.append(TestLedger.OWNER, draft(program, type, data));
  }

  void lane(StreamId stream, EventType type, EventData data) {
    ledger.append(principal, draft(stream, type, data));
  }

  RaceScene delegated() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("token", "GO").put("through", principal).put("person", "owner-default");
    data.put("reason", "a race");
    ledger.append(
        TestLedger.OWNER, ledger.signed(name + "-d", program, EventType.DECISION_DELEGATED, data));
    return this;
  }

  /** The owner selects GO, on what is so now. */
  void selected(@Nullable String expires) {
    LedgerView view = ledger.seen();
    Hash root = MerkleTree.root(view.size(), ledger.open.directory().reader().hashes());
    DecisionSheet sheet =
        DecisionSheet.of(
                "p1",
                view.state().program(name),
                new DecisionSheet.Head(view.size(), root),
                view.ledger().policy())
            .orElseThrow();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("packet", "p1").put("option", "GO").put("person", "owner-default");
    data.put("reason", "a race").put("packetSha256", sheet.packetSha256().hex());
    data.set("binds", EventJson.toTree(sheet.binds()));
    if (expires != null) {
      data.put("expires", expires);
    }
    ledger.append(
        TestLedger.OWNER, ledger.signed(name + "-s", program, EventType.DECISION_SELECTED, data));
  }

  /** Selects GO until a moment that is near, waits for it, and opens the lane then. */
  void openedAroundTheExpiry() {
    Instant expiry = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(EXPIRES_IN_MILLIS);
    selected(MILLIS.format(expiry));
    LockSupport.parkUntil(expiry.toEpochMilli() - round % EARLIEST_MILLIS);
    opened();
  }

  /** Consumes GO and opens the lane. */
  void opened() {
    ledger.append(
        principal,
        draft(program, EventType.DECISION_CONSUMED, new ProgramData.Consumed("GO", "l1")),
        draft(
            lane,
            EventType.LANE_OPENED,
            new LaneData.Opened("M", "REHEARSAL_ONLY", "h", "2026-06-12", "GO")));
  }

  void attach() {
    lane(
        lane,
        EventType.LANE_EVIDENCE_ATTACHED,
        new LaneData.EvidenceAttached("f", DOCUMENT, 3, "text/plain", null));
  }

  void stop() {
    ledger.append(
        TestLedger.OPERATOR,
        draft(lane, EventType.LANE_STOPPED, new LaneData.Stopped("abandoned", null, null)));
  }

  void revoke() {
    ledger.append(
        ADMIN, draft(StreamId.LEDGER, EventType.PRINCIPAL_REVOKED, RaceKind.revocation(principal)));
  }

  /** The adoption of a newer pack under a name that only races use. */
  Runnable adoption() {
    RulePack tickets =
        ShippedPacks.all().stream().filter(p -> p.id().equals("tickets")).findFirst().orElseThrow();
    String yaml =
        new String(tickets.bytes(), StandardCharsets.UTF_8)
            .replace("pack: tickets\n", "pack: races\n")
            .replace("version: " + tickets.version(), "version: " + (1 + round));
    RulePack pack = RulePack.load(yaml.getBytes(StandardCharsets.UTF_8));
    ledger.open.directory().blobs().put(pack.bytes());
    Hash superseded = ledger.seen().ledger().adopted("races").orElse(null);
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("pack", pack.id()).put("sha256", pack.sha256().hex()).put("reason", "a race");
    data.put("person", "owner-default");
    if (superseded != null) {
      data.put("supersedes", superseded.hex());
    }
    EventDraft adoption =
        ledger.signed(name + "-a", StreamId.LEDGER, EventType.POLICY_ADOPTED, data);
    return () -> ledger.append(TestLedger.OWNER, adoption);
  }
}
