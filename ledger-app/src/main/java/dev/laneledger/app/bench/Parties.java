package dev.laneledger.app.bench;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The owner and the lane of a new ledger: they open the lanes that the load is sent to. */
final class Parties {
  private final String laneToken;
  private final String auditorToken;
  private final LedgerClient owner;
  private final LedgerClient lane;
  private final OwnerKey ownerKey;
  private final LedgerData.Created genesis;
  private int programs;
  private long since;

  Parties(Path dir, URI server) throws IOException {
    this.laneToken = token(dir, "lane");
    this.auditorToken = token(dir, "auditor");
    this.owner = new LedgerClient(server, token(dir, "owner"));
    this.lane = new LedgerClient(server, laneToken);
    this.ownerKey = OwnerKey.read(dir.resolve("keys/owner.pem"));
    this.genesis =
        (LedgerData.Created) new LedgerClient(server, auditorToken).entry(0).event().payload();
  }

  private static String token(Path dir, String role) throws IOException {
    return Files.readString(dir.resolve("tokens").resolve(role)).strip();
  }

  String laneToken() {
    return laneToken;
  }

  String auditorToken() {
    return auditorToken;
  }

  /** The lanes of the first program, as one of their readers asks for them. */
  String lanesPath() {
    return "/v1/programs/" + program(1) + "/lanes";
  }

  /** The entry from which on those lanes are there. */
  long lanesSince() {
    return since;
  }

  /** How many entries a checkpoint covers, which is all but those of the last moments. */
  long size() {
    return Long.parseLong(owner.checkpoint().lines().skip(1).findFirst().orElseThrow());
  }

  /** Opens that many new lanes in a new program, each on a decision of its own. */
  List<StreamId> open(int lanes) {
    String program = program(++programs);
    StreamId stream = StreamId.program(program);
    List<EventDraft> decided = new ArrayList<>();
    decided.add(
        EventDraft.of(
            "registered",
            stream,
            EventType.PROGRAM_REGISTERED,
            new ProgramData.Registered(program, "a program to measure with", null)));
    IntStream.range(0, lanes).forEach(i -> decided.add(delegation(stream, token(i))));
    owner.append(decided);
    List<EventDraft> opened = new ArrayList<>();
    List<StreamId> streams = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      StreamId own = StreamId.lane(program, "l" + i);
      opened.add(
          EventDraft.of(
              "consumed-" + i,
              stream,
              EventType.DECISION_CONSUMED,
              new ProgramData.Consumed(token(i), "l" + i)));
      opened.add(
          EventDraft.of(
              "opened",
              own,
              EventType.LANE_OPENED,
              new LaneData.Opened(
                  "MEASURE", "ANALYSIS_ONLY", "this machine", "2026-01-01", token(i))));
      streams.add(own);
    }
    long last = lane.append(opened).getLast().seq();
    since = programs == 1 ? last : since;
    return streams;
  }

  private static String program(int number) {
    return "BENCH-" + number;
  }

  private static String token(int lane) {
    return "MEASURE_" + lane;
  }

  private EventDraft delegation(StreamId program, String token) {
    String id = "delegated-" + token;
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("token", token).put("through", "bench").put("reason", "to be measured");
    data.put("person", genesis.ownerKeys().getFirst().person());
    String type = EventType.DECISION_DELEGATED.wire();
    data.set(
        EventSignature.MEMBER,
        EventSignature.sign(
            genesis.origin(),
            program.path(),
            type,
            id,
            data,
            ownerKey.privateKey(),
            ownerKey.spkiDer()));
    ObjectNode event = data.objectNode().put("specversion", "1.0").put("id", id);
    event.put("source", program.path()).put("type", type).set("data", data);
    return EventCodec.draftOf(event);
  }
}
