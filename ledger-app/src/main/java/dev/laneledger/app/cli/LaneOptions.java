package dev.laneledger.app.cli;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.canonical.JsonRefusedException;
import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.Receipt;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.schema.EventFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which lane speaks to which ledger, and how what it says becomes an event. */
final class LaneOptions {
  private static final String STDIN = "-";
  private static final int ID_DIGITS = 24;

  @Configured("program")
  @Option(names = "--program", paramLabel = "P", required = true, description = "the program")
  private String program = "";

  @Configured("lane")
  @Option(names = "--lane", paramLabel = "L", required = true, description = "the lane")
  private String lane = "";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "the event's payload, or a part of it, as JSON (- is standard input); "
              + "what a flag says stands above it")
  private @Nullable String data;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "the event's id (default: made from the lane, the verb and the content, so that the same "
              + "command again is a repeat and no second event)")
  private @Nullable String id;

  @Configured("key")
  @Option(
      names = "--key",
      paramLabel = "VKEY",
      converter = AuditOptions.KeyConverter.class,
      description =
          "the log's verifier key, from somewhere else than the ledger: wait for the signed "
              + "checkpoint and check the proof of every event on the spot")
  private @Nullable VerifierKey key;

  @Option(names = "--dry-run", description = "print the events and send nothing")
  private boolean dryRun;

  @Option(names = "--json", description = "print one line of JSON, with code and next")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  String program() {
    return program;
  }

  String lane() {
    return lane;
  }

  boolean json() {
    return json;
  }

  boolean dryRun() {
    return dryRun;
  }

  StreamId stream() {
    return StreamId.lane(program, lane);
  }

  LedgerClient client() throws IOException {
    return server.client("lane");
  }

  LedgerClient client(Path otherToken) throws IOException {
    return server.client(otherToken);
  }

  /** The payload's part that {@code --data} gives. */
  ObjectNode data() throws IOException {
    if (data == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    byte[] bytes =
        data.equals(STDIN) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(data));
    try {
      if (CanonicalJson.parse(bytes) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonRefusedException e) {
      throw new IOException(data + " must be one JSON object, but is not: " + e.getMessage(), e);
    }
    throw new IOException(data + " must be one JSON object; write the payload in braces");
  }

  /** The lane's own events so far. */
  List<LedgerEvent> events(LedgerClient client) {
    return entries(client, EntryQuery.of(stream())).stream().map(Entry::event).toList();
  }

  static List<Entry> entries(LedgerClient client, EntryQuery query) {
    List<Entry> entries = new ArrayList<>();
    client.entries(query, entries::add);
    return entries;
  }

  /** An event of the lane's stream; a member that is absent in the data is left out. */
  EventDraft draft(EventType type, JsonNode payload) {
    return draft(stream(), "", id, type, payload);
  }

  /** A second event of one command, whose id is always made from its content. */
  EventDraft furtherDraft(EventType type, JsonNode payload) {
    return draft(stream(), "", null, type, payload);
  }

  /** An event of this lane in the program's stream, where ids carry the lane's name. */
  EventDraft programDraft(EventType type, JsonNode payload) {
    return draft(StreamId.program(program), lane + ":", null, type, payload);
  }

  private static EventDraft draft(
      StreamId source, String prefix, @Nullable String id, EventType type, JsonNode payload) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("source", source.path()).put("type", type.wire()).set("data", payload);
    String verb = type.shortName().substring(type.shortName().indexOf('.') + 1);
    String content = Hash.sha256(CanonicalJson.write(event)).hex().substring(0, ID_DIGITS);
    event.put("specversion", "1.0").put("id", id == null ? prefix + verb + "-" + content : id);
    List<EventFaults.Fault> faults = EventFaults.of(event);
    if (!faults.isEmpty()) {
      throw new PayloadFaultsException(type, faults);
    }
    return EventCodec.draftOf(event);
  }

  /** Sends the events, all or none, and tells the good outcome with their receipts. */
  Outcome send(List<EventDraft> drafts, Outcome good) throws IOException {
    if (dryRun) {
      List<ObjectNode> events = drafts.stream().map(EventCodec::senderAttributes).toList();
      StringBuilder lines = new StringBuilder("not sent (--dry-run)");
      events.forEach(event -> lines.append('\n').append(VerdictJson.line(event)));
      return Outcome.good("NOT_SENT", lines.toString(), "run it without --dry-run")
          .with("events", events);
    }
    return key == null
        ? good.with(client().append(drafts))
        : good.with(proven(drafts, key)).with("proven", true);
  }

  private List<Receipt> proven(List<EventDraft> drafts, VerifierKey pinned) throws IOException {
    return client().appendAndProve(drafts, pinned).stream().map(p -> p.receipt()).toList();
  }
}
