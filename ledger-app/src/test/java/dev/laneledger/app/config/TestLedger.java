package dev.laneledger.app.config;

import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.app.command.AppendResult;
import dev.laneledger.app.readmodel.LedgerView;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A real ledger in a directory, with a program to write to; no server around it. */
final class TestLedger implements AutoCloseable {
  static final String OWNER = "owner:default";
  static final String OPERATOR = "operator:default";
  static final String LANE = "lane:default";
  static final StreamId PROGRAM = StreamId.program("P");
  static final StreamId TICKETS = StreamId.tickets("P", "TKT");
  static final OpenLedger.Limits LIMITS = new OpenLedger.Limits(20, 0);

  final OpenLedger open;

  TestLedger(Path dir) {
    this(dir, OutsideChecks.NONE);
  }

  TestLedger(Path dir, OutsideChecks outside) {
    open = OpenLedger.open(ServeOptions.onFreePort(dir).with(outside), LIMITS);
  }

  /** A node of the ledger in that database. */
  TestLedger(Path dir, String jdbcUrl) {
    open = OpenLedger.open(ServeOptions.onFreePort(dir).on(jdbcUrl), LIMITS);
  }

  /** With a program, a ticket prefix whose next free ticket is 305, and a running lane. */
  static TestLedger withLane(Path dir) {
    TestLedger ledger = new TestLedger(dir);
    ledger.append(OWNER, program());
    ledger.append(OPERATOR, tickets());
    ledger.append(OWNER, ledger.delegation("REHEARSE"));
    ledger.append(LANE, consumption("REHEARSE", "l1"), opening("REHEARSE", "l1"));
    return ledger;
  }

  AppendResult append(String actor, EventDraft... drafts) {
    return open.gateway().append(actor, List.of(drafts));
  }

  /** A view that has seen everything that is durable now. */
  LedgerView seen() {
    try {
      long last = open.directory().reader().size() - 1;
      return open.readModel()
          .queries()
          .awaitPosition(last, Duration.ofSeconds(20))
          .orElseThrow(() -> new AssertionError("the read side did not reach " + last));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static EventDraft program() {
    return EventDraft.of(
        "program",
        PROGRAM,
        EventType.PROGRAM_REGISTERED,
        new ProgramData.Registered("P", "Test", null));
  }

  static EventDraft tickets() {
    TicketData.PastRange past =
        new TicketData.PastRange(1, 304, "before", TicketData.State.APPLIED, null, null);
    return EventDraft.of(
        "tickets",
        TICKETS,
        EventType.TICKETS_REGISTERED,
        new TicketData.Registered("TKT", List.of(past), List.of()));
  }

  static EventDraft pin(String id, String path) {
    return EventDraft.of(
        id,
        PROGRAM,
        EventType.DOCUMENT_PINNED,
        new ProgramData.DocumentPinned(
            path, 1, "r1", 3, dev.laneledger.api.hash.Hash.sha256(new byte[3]), null, null));
  }

  static EventDraft consumption(String token, String lane) {
    return EventDraft.of(
        "consume-" + lane,
        PROGRAM,
        EventType.DECISION_CONSUMED,
        new ProgramData.Consumed(token, lane));
  }

  static EventDraft opening(String token, String lane) {
    return EventDraft.of(
        "open",
        StreamId.lane("P", lane),
        EventType.LANE_OPENED,
        new LaneData.Opened("M", "REHEARSAL_ONLY", "host", "2026-06-12", token));
  }

  EventDraft delegation(String token) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("token", token).put("through", LANE).put("person", "owner-default");
    data.put("reason", "a rehearsal is safe");
    return signed("delegate-" + token, PROGRAM, EventType.DECISION_DELEGATED, data);
  }

  /** An owner's act with the signature of the ledger's owner. */
  EventDraft signed(String id, StreamId source, EventType type, ObjectNode data) {
    ObjectNode signed = data.deepCopy();
    signed.set("signature", sign(id, source, type, data));
    ObjectNode event = data.objectNode();
    event.put("specversion", "1.0").put("id", id).put("source", source.path());
    event.put("type", type.wire()).set("data", signed);
    return EventCodec.draftOf(event);
  }

  private ObjectNode sign(String id, StreamId source, EventType type, ObjectNode data) {
    try {
      OwnerKey key = LedgerSecrets.ownerKey(open.directory().path());
      return EventSignature.sign(
          open.secrets().logKey().name(),
          source.path(),
          type.wire(),
          id,
          data,
          key.privateKey(),
          Base64.getDecoder().decode(key.spki()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    open.close();
  }
}
