package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A fresh program on a server that many cases share, and one lane in it: the blocker B, the packet
 * p1, tickets 1 to 304 of TKT, and the document {@code registry} in revision 24.
 */
final class CodeScene {
  static final String LANE = "lane:default";
  static final String OWNER = "owner:default";
  static final String OPERATOR = "operator:default";
  static final String ADMIN = "admin:default";

  final LedgerServer server;
  final StreamId program;
  final StreamId tickets;
  final StreamId lane;
  private final Map<String, String> tokens;
  private long ids;
  private long last;

  /**
   * @param tokens of the principals that are not the default of their role
   */
  CodeScene(LedgerServer server, String name, Map<String, String> tokens) {
    this.server = server;
    this.tokens = tokens;
    this.program = StreamId.program(name);
    this.tickets = StreamId.tickets(name, "TKT");
    this.lane = StreamId.lane(name, "l1");
    done(
        OWNER,
        draft(program, EventType.PROGRAM_REGISTERED, GoodData.program(name)),
        draft(program, EventType.BLOCKER_RAISED, GoodData.blocker("B")),
        draft(program, EventType.PACKET_PUBLISHED, GoodData.packet("p1")));
    done(
        OPERATOR,
        draft(program, EventType.DOCUMENT_PINNED, GoodData.registry(24)),
        draft(tickets, EventType.TICKETS_REGISTERED, GoodData.history("TKT")));
  }

  /** An event with an id that no other has. */
  EventDraft draft(StreamId stream, EventType type, EventData data) {
    return EventDraft.of("e-" + ids++, stream, type, data);
  }

  EventDraft inProgram(EventType type, ProgramData data) {
    return draft(program, type, data);
  }

  EventDraft inLane(EventType type, LaneData data) {
    return draft(lane, type, data);
  }

  EventDraft inTickets(EventType type, TicketData data) {
    return draft(tickets, type, data);
  }

  /** Sends a batch as that principal. */
  Wire.Answer send(String principal, EventDraft... batch) {
    String body =
        Arrays.stream(batch)
            .map(d -> EventCodec.senderAttributes(d).toString())
            .collect(Collectors.joining(",", "[", "]"));
    return server.wire.post(token(principal), "/v1/events", LedgerServer.BATCH, body);
  }

  /** Sends a batch that must be allowed. */
  CodeScene done(String principal, EventDraft... batch) {
    Wire.Answer answer = send(principal, batch);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonNode receipts = answer.json().path("receipts");
    last = receipts.get(receipts.size() - 1).path("seq").asLong();
    return this;
  }

  /** seq of the last event that was done. */
  long last() {
    return last;
  }

  String token(String principal) {
    return principal.endsWith(":default")
        ? server.token(principal.substring(0, principal.indexOf(':')))
        : tokens.get(principal);
  }

  /** An answer of a projection that has seen everything that this scene did. */
  Wire.Answer seen(String principal, String path) {
    return server.wire.get(token(principal), path + "?atLeast=" + last);
  }

  /** An owner's act, with the signature of the ledger's owner. */
  EventDraft signed(EventType type, ObjectNode data) {
    return signed(program, type, data);
  }

  EventDraft signed(StreamId stream, EventType type, ObjectNode data) {
    ObjectNode whole = data.deepCopy().put("person", "owner-default").put("reason", "a test");
    return signed(stream, type, program.program() + "-s-" + ids++, whole);
  }

  /** The same of that data as it is, under that id. */
  EventDraft signed(StreamId stream, EventType type, String id, ObjectNode data) {
    ObjectNode signed = data.deepCopy();
    signed.set("signature", server.sign(stream.path(), type, id, signed));
    String event = LedgerServer.event(id, stream.path(), type, signed.toString());
    return EventCodec.draftOf(CanonicalJson.parse(event.getBytes(StandardCharsets.UTF_8)));
  }

  /** An act that somebody signs with a key of its own; the data says who. */
  EventDraft signed(StreamId stream, EventType type, ObjectNode data, KeyPair key) {
    String id = program.program() + "-s-" + ids++;
    ObjectNode signed = data.deepCopy();
    signed.set(
        "signature",
        EventSignature.sign(
            server.origin(),
            stream.path(),
            type.wire(),
            id,
            data,
            key.getPrivate(),
            key.getPublic().getEncoded()));
    String event = LedgerServer.event(id, stream.path(), type, signed.toString());
    return EventCodec.draftOf(CanonicalJson.parse(event.getBytes(StandardCharsets.UTF_8)));
  }

  /** Puts bytes into the ledger. */
  byte[] put(byte[] bytes) {
    Wire.Answer answer =
        server.wire.method(
            token(OWNER),
            "PUT",
            "/v1/blobs/" + Hash.sha256(bytes).hex(),
            BodyPublishers.ofByteArray(bytes));
    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    return bytes;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  EventDraft delegation(String token) {
    return delegation(token, "GPT");
  }

  EventDraft delegation(String token, String through) {
    return signed(
        EventType.DECISION_DELEGATED, object().put("token", token).put("through", through));
  }

  EventDraft grant(EventType type, String action) {
    return signed(type, object().put("action", action));
  }

  /** What a selection of that option states, on what the server shows now. */
  ObjectNode choice(String packet, String option) {
    JsonNode sheet =
        seen(OWNER, program.path().replace("/programs", "/v1/programs") + "/decisions/p1").json();
    ObjectNode data = object().put("packet", packet).put("option", option);
    data.set("packetSha256", sheet.path("packetSha256"));
    data.set("binds", sheet.path("binds"));
    return data;
  }

  EventDraft selection(String packet, String option) {
    return signed(EventType.DECISION_SELECTED, choice(packet, option));
  }

  EventDraft consumption(String token, String lane) {
    return inProgram(EventType.DECISION_CONSUMED, new ProgramData.Consumed(token, lane));
  }

  EventDraft opening(String token, String lane, String authority) {
    return draft(
        StreamId.lane(String.valueOf(program.program()), lane),
        EventType.LANE_OPENED,
        GoodData.opened(authority, token));
  }

  /** Asks to open a lane with that token. */
  Wire.Answer open(String principal, String token, String lane) {
    return send(principal, consumption(token, lane), opening(token, lane, "REHEARSAL_ONLY"));
  }

  /** The lane l1 was opened by {@link #LANE}: streamseq 0. */
  CodeScene opened() {
    return opened("REHEARSAL_ONLY");
  }

  CodeScene opened(String authority) {
    return done(OWNER, delegation("LANE_ONE"))
        .done(LANE, consumption("LANE_ONE", "l1"), opening("LANE_ONE", "l1", authority));
  }

  /** It has passed its gates and locked its target: streamseq 1 and 2. */
  CodeScene locked() {
    return locked("REHEARSAL_ONLY");
  }

  CodeScene locked(String authority) {
    return opened(authority)
        .done(
            LANE,
            inLane(EventType.LANE_PREFLIGHT_CHECKED, GoodData.preflight("yes")),
            inLane(EventType.LANE_TARGET_LOCKED, GoodData.lock(GoodData.CLONE)));
  }

  /** It has executed its step: streamseq 3. */
  CodeScene stepped() {
    return locked().done(LANE, inLane(EventType.LANE_STEP_EXECUTED, GoodData.step(null)));
  }

  /** It has proven the rollback and had it validated: streamseq 4 and 5. */
  CodeScene validated() {
    return stepped()
        .done(
            LANE,
            inLane(EventType.LANE_ROLLBACK_PROVEN, GoodData.proof(GoodData.entry())),
            inLane(EventType.LANE_VALIDATED, GoodData.validated()));
  }

  /** One bad request of it was refused: streamseq 6. */
  CodeScene refused() {
    CodeScene scene = validated();
    scene
        .send(LANE, inLane(EventType.LANE_STEP_EXECUTED, GoodData.step("REAL_RUN")))
        .isProblem(422, "ACTION_NOT_AUTHORIZED_FOR_LANE");
    return scene;
  }

  /** It has named an input that is missing and checked itself: streamseq 1 to 3. */
  CodeScene selfChecked() {
    return opened()
        .done(
            LANE,
            inLane(EventType.LANE_PREFLIGHT_CHECKED, GoodData.preflight("yes")),
            inLane(EventType.LANE_TARGET_LOCKED, GoodData.lock(GoodData.CLONE, List.of("staging"))),
            inLane(EventType.LANE_SELF_CHECKED, GoodData.selfCheck(at(1))));
  }

  /** Its packet is sealed: streamseq 4. */
  CodeScene sealed() {
    return selfChecked()
        .done(LANE, inLane(EventType.LANE_PACKET_SEALED, seal(LaneData.Outcome.READY_NOT_APPLIED)));
  }

  /** A seal of the packet as the server renders it now. */
  LaneData.PacketSealed seal(LaneData.Outcome outcome) {
    String path = lane.path().replace("/programs", "/v1/programs") + "/packet";
    return GoodData.sealed(seen(LANE, path).response().body(), outcome);
  }

  EventRef at(long streamseq) {
    return new EventRef(lane, streamseq);
  }
}
