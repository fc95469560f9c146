package dev.laneledger.app.http;

import static dev.laneledger.app.http.CodeScene.OPERATOR;
import static dev.laneledger.app.http.CodeScene.OWNER;
import static dev.laneledger.app.http.LedgerServer.BATCH;
import static dev.laneledger.app.http.LedgerServer.ONE;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What is refused before any rule is asked: HTTP, JSON, the envelope, and who asks. */
final class RequestCodes {
  private static final String EVENTS = "/v1/events";

  private RequestCodes() {}

  static List<CodeCase> cases() {
    return List.of(
        CodeCase.raw(
            "REQUEST_INVALID",
            "the request line holds what no URL may hold",
            s -> raw(s, "GET /v1/programs?a={b} HTTP/1.1\r\nHost: h\r\n\r\n")),
        CodeCase.raw("BODY_INCOMPLETE", "a chunk has no length", RequestCodes::brokenChunk),
        event("MALFORMED_JSON", "the text ends early", e -> e.substring(1)),
        CodeCase.of(
            "BODY_TOO_LARGE", "9 MiB are sent at once", s -> events(s, " ".repeat(9 << 20))),
        CodeCase.of(
            "MEDIA_TYPE_UNSUPPORTED",
            "plain JSON is no event",
            s -> s.server.wire.post(s.token(OWNER), EVENTS, "application/json", "{}")),
        event(
            "DUPLICATE_NAME", "a name twice", e -> e.replace("{\"bl", "{\"leg\":1,\"leg\":1,\"bl")),
        event("TEXT_INVALID", "half of a pair", e -> e.replace("\"s\"", "\"\\ud800\"")),
        event("NUMBER_RANGE", "2^53", e -> e.replace("\"s\"", "9007199254740992")),
        event("TOO_DEEP", "33 arrays", e -> e.replace("\"s\"", "[".repeat(33) + "]".repeat(33))),
        event("ENVELOPE_INVALID", "another version", e -> e.replace("\"1.0\"", "\"0.3\"")),
        event("LEDGER_ATTRIBUTE_SET", "the sender says who it is", with("actor")),
        event("UNKNOWN_ATTRIBUTE", "an extension", with("dataschema")),
        event("UNKNOWN_TYPE", "a slip", e -> e.replace("blocker.raised", "blocker.razed")),
        event(
            "TYPE_NOT_IN_STREAM", "elsewhere", e -> e.replaceFirst("/programs/[^\"]+", "/ledger")),
        event("PAYLOAD_INVALID", "a number for a text", e -> e.replace("\"s\"", "1")),
        event(
            "ENTRY_TOO_LARGE", "64 KiB", e -> e.replace("\"s\"", "\"" + "x".repeat(65_535) + "\"")),
        CodeCase.of(
            "BATCH_INVALID",
            "a batch of nothing",
            s -> s.server.wire.post(s.token(OWNER), EVENTS, BATCH, "[]")),
        CodeCase.of(
            "PARAMETER_INVALID", "a wish nobody knows", s -> get(s, OWNER, "/v1/events?dryRun=1")),
        CodeCase.of(
            "STREAM_CHANGED",
            "the program has fewer events than the sender expects",
            s ->
                s.server.wire.send(
                    s.server
                        .wire
                        .request(s.token(CodeScene.OWNER), EVENTS)
                        .header("Content-Type", LedgerServer.ONE)
                        .header("If-Match", "\"99\"")
                        .POST(
                            BodyPublishers.ofString(
                                LedgerServer.blocker(
                                    String.valueOf(s.program.program()), "EXPECTED"))))),
        CodeCase.of(
            "DIGEST_MISMATCH",
            "a blob under another's digest",
            s ->
                s.server.wire.method(
                    s.token(OWNER),
                    "PUT",
                    "/v1/blobs/" + GoodData.ZERO.hex(),
                    BodyPublishers.ofString("other bytes"))),
        CodeCase.of("ID_REUSED", "one id for two blockers", RequestCodes::idReused),
        CodeCase.of(
            "CONTENTION", "whoever decides slowly is always overtaken", RequestCodes::overtaken),
        CodeCase.of(
            "UNAUTHENTICATED", "nobody's token", s -> s.server.wire.get("0".repeat(43), EVENTS)),
        CodeCase.of("FORBIDDEN", "an owner reads all streams", s -> get(s, OWNER, EVENTS)),
        CodeCase.of("NOT_FOUND", "no such program", s -> get(s, OWNER, "/v1/programs/NONE/lanes")),
        CodeCase.of(
            "METHOD_NOT_ALLOWED",
            "an entry is to be deleted",
            s ->
                s.server.wire.method(
                    s.token(OWNER), "DELETE", "/v1/events/0", BodyPublishers.noBody())));
  }

  /** An owner's good event, with something spoiled. */
  private static CodeCase event(String code, String when, UnaryOperator<String> spoil) {
    return CodeCase.of(code, when, s -> events(s, spoil.apply(goodEvent(s))));
  }

  private static String goodEvent(CodeScene s) {
    String blocker = LedgerServer.blocker(String.valueOf(s.program.program()), "X");
    return blocker.replace("\"GO\"", "\"REAL_RUN\"");
  }

  private static UnaryOperator<String> with(String attribute) {
    return e -> "{\"" + attribute + "\":\"owner:x\"," + e.substring(1);
  }

  private static Wire.Answer events(CodeScene s, String body) {
    return s.server.wire.post(s.token(OWNER), EVENTS, ONE, body);
  }

  private static Wire.Answer get(CodeScene s, String principal, String path) {
    return s.server.wire.get(s.token(principal), path);
  }

  private static String raw(CodeScene s, String request) {
    try {
      return s.server.wire.raw(request);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String brokenChunk(CodeScene s) {
    return raw(
        s,
        "POST /v1/events HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
            + s.token(OWNER)
            + "\r\nContent-Type: "
            + ONE
            + "\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
  }

  private static Wire.Answer idReused(CodeScene s) {
    EventDraft first = s.inProgram(EventType.BLOCKER_RAISED, GoodData.blocker("X"));
    s.done(OWNER, first);
    return s.send(
        OWNER,
        EventDraft.of(first.id(), s.program, EventType.BLOCKER_RAISED, GoodData.blocker("Y")));
  }

  /** A batch that takes long to judge reads a program in which something always happens. */
  private static Wire.Answer overtaken(CodeScene s) {
    AtomicBoolean answered = new AtomicBoolean();
    Thread other = Thread.ofVirtual().start(() -> narrowUntil(s, answered));
    try {
      return Stream.generate(() -> s.send(OPERATOR, slow(s, "A"), slow(s, "B"), slow(s, "C")))
          .limit(5)
          .filter(answer -> answer.status() == 409)
          .findFirst()
          .orElseThrow();
    } finally {
      answered.set(true);
      join(other);
    }
  }

  /** Nearly as many ranges as a rule may compare with each other. */
  private static EventDraft slow(CodeScene s, String prefix) {
    return s.draft(
        StreamId.tickets(String.valueOf(s.program.program()), prefix),
        EventType.TICKETS_REGISTERED,
        GoodData.history(prefix, LongStream.rangeClosed(1, 600).toArray()));
  }

  private static void narrowUntil(CodeScene s, AtomicBoolean answered) {
    for (int i = 0; !answered.get(); i++) {
      ProgramData.BlockerNarrowed narrowed = new ProgramData.BlockerNarrowed("B", "n" + i, null);
      s.send(OWNER, EventDraft.of("n-" + i, s.program, EventType.BLOCKER_NARROWED, narrowed));
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
