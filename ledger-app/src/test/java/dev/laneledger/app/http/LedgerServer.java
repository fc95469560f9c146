package dev.laneledger.app.http;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A really started ledger in a fresh directory, with what its principals send. */
final class LedgerServer implements AutoCloseable {
  static final String ONE = "application/cloudevents+json";
  static final String BATCH = "application/cloudevents-batch+json";
  static final String LINES = "application/x-ndjson";

  final Path dir;
  final Wire wire;
  private final RunningLedger running;

  LedgerServer(Path dir) {
    this(ServeOptions.onFreePort(dir));
  }

  LedgerServer(ServeOptions options) {
    this.dir = options.dir();
    this.running = LedgerApplication.start(options);
    this.wire = new Wire(running.url().getPort());
  }

  URI url() {
    return running.url();
  }

  /** The key that everybody can verify checkpoints with. */
  VerifierKey key() {
    return VerifierKey.parse(running.verifierKey());
  }

  /** The token of the role's default principal. */
  String token(String role) {
    try {
      return Files.readString(dir.resolve("tokens").resolve(role)).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Wire.Answer get(String role, String path) {
    return wire.get(token(role), path);
  }

  Wire.Answer append(String role, String mediaType, String body) {
    return wire.post(token(role), "/v1/events", mediaType, body);
  }

  /** Appends one event and gives its seq. */
  long appended(String role, String event) {
    Wire.Answer answer = append(role, ONE, event);
    if (answer.status() != 201) {
      throw new AssertionError(answer.text());
    }
    return answer.json().at("/receipts/0/seq").asLong();
  }

  /** An event of a sender as JSON text. */
  static String event(String id, String source, EventType type, String data) {
    return """
    {"specversion":"1.0","id":"%s","source":"%s","type":"%s","data":%s}\
    """
        .formatted(id, source, type.wire(), data);
  }

  static String program(String program) {
    return event(
        "program",
        "/programs/" + program,
        EventType.PROGRAM_REGISTERED,
        "{\"program\":\"" + program + "\",\"title\":\"a test\"}");
  }

  static String tickets(String program) {
    return event(
        "tickets",
        "/programs/" + program + "/tickets/TKT",
        EventType.TICKETS_REGISTERED,
        """
        {"prefix":"TKT","ranges":[{"from":1,"to":461,"lane":"old","state":"APPLIED"},\
        {"from":462,"to":484,"lane":"newer","state":"RESERVED"}],"withdrawn":[]}\
        """);
  }

  static String blocker(String program, String id) {
    return event(
        "raise-" + id,
        "/programs/" + program,
        EventType.BLOCKER_RAISED,
        """
        {"blocker":"%s","subject":"s","actors":["OWNER"],"blocks":["GO"],"nextAction":"decide",\
        "legs":[{"leg":"analysis","actor":"OWNER","strength":"ANALYSIS","requires":[]}]}\
        """
            .formatted(id));
  }

  static String packet(String program, String id, String requires) {
    return event(
        "publish-" + id,
        "/programs/" + program,
        EventType.PACKET_PUBLISHED,
        """
        {"packet":"%s","default":"HOLD_IT","options":[{"token":"HOLD_IT","requires":[]},\
        {"token":"GO_ON","requires":%s}],"chooseExactly":1}\
        """
            .formatted(id, requires));
  }

  /** A delegation that the owner's key has signed. */
  String delegation(String program, String token) {
    return delegation(program, token, null);
  }

  /** The same, which ends at that moment: RFC 3339 UTC milliseconds. */
  String delegation(String program, String token, @Nullable String expires) {
    String id = "delegate-" + token;
    String source = "/programs/" + program;
    ObjectNode data =
        (ObjectNode)
            CanonicalJson.parse(
                """
                {"token":"%s","through":"lane:default","person":"owner-default","reason":"safe"}\
                """
                    .formatted(token)
                    .getBytes(StandardCharsets.UTF_8));
    if (expires != null) {
      data.put("expires", expires);
    }
    data.set("signature", sign(source, EventType.DECISION_DELEGATED, id, data));
    return event(id, source, EventType.DECISION_DELEGATED, data.toString());
  }

  /** The ledger's name, which every signature is for. */
  String origin() {
    return running.origin();
  }

  /** The id of the owner's key. */
  String ownerKeyId() {
    try {
      return EventSignature.keyId(Base64.getDecoder().decode(LedgerSecrets.ownerKey(dir).spki()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  ObjectNode sign(String source, EventType type, String id, ObjectNode data) {
    try {
      OwnerKey key = LedgerSecrets.ownerKey(dir);
      return EventSignature.sign(
          running.origin(),
          source,
          type.wire(),
          id,
          data,
          key.privateKey(),
          Base64.getDecoder().decode(key.spki()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The batch that opens a lane. */
  static String opening(String program, String token, String lane) {
    String consumption =
        event(
            "consume-" + lane,
            "/programs/" + program,
            EventType.DECISION_CONSUMED,
            "{\"token\":\"" + token + "\",\"lane\":\"" + lane + "\"}");
    String opened =
        event(
            "open",
            "/programs/" + program + "/lanes/" + lane,
            EventType.LANE_OPENED,
            """
            {"macro":"M","authority":"REHEARSAL_ONLY","host":"h","date":"2026-06-12",\
            "consumes":"%s"}\
            """
                .formatted(token));
    return "[" + consumption + "," + opened + "]";
  }

  @Override
  public void close() {
    running.close();
  }
}
