package dev.laneledger.app.http;

import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One tool, called in one way, with the request of the HTTP interface that asks for the same. What
 * a lane does is asked for a lane that was never opened: what the rules say then they say without a
 * change, so that each may be asked twice.
 *
 * @param request sends it with a bearer token
 */
record ToolRow(
    String tool,
    String what,
    String arguments,
    BiFunction<CodeScene, String, Wire.Answer> request) {

  private static final StreamId NEVER = StreamId.lane("P0", "never");

  /** Stands for what differs from caller to caller. */
  private static final String WHO = "WHO";

  /** The arguments as that caller gives them. */
  String arguments(String token) {
    return of(token, arguments);
  }

  private static String of(String token, String text) {
    return text.replace(WHO, Integer.toHexString(token.hashCode()));
  }

  static List<ToolRow> rows() {
    return Stream.of(lane(), other(), reading()).flatMap(List::stream).toList();
  }

  private static List<ToolRow> lane() {
    return List.of(
        lane("lane_open", EventType.LANE_OPENED, GoodData.opened("REHEARSAL_ONLY", "GO")),
        lane("lane_check", EventType.LANE_PREFLIGHT_CHECKED, GoodData.preflight("yes")),
        lane("lane_lock", EventType.LANE_TARGET_LOCKED, GoodData.lock(GoodData.CLONE)),
        lane("lane_step", EventType.LANE_STEP_EXECUTED, GoodData.step(null)),
        lane("lane_prove", EventType.LANE_ROLLBACK_PROVEN, GoodData.proof(GoodData.entry())),
        new ToolRow(
            "lane_probe",
            "",
            "{\"program\":\"P0\",\"lane\":\"never\",\"id\":\"x\",\"defect\":\"d\",\"data\":"
                + EventJson.toTree(GoodData.step("REAL_RUN"))
                + "}",
            (s, token) ->
                append(s, token, EventType.LANE_STEP_EXECUTED, GoodData.step("REAL_RUN"))),
        lane("lane_probed", EventType.LANE_PROBED, GoodData.probed(null)),
        lane("lane_classify", EventType.LANE_SURFACE_CLASSIFIED, GoodData.surface("NOT_IN_SCOPE")),
        lane(
            "lane_attest",
            EventType.LANE_SURFACES_ATTESTED,
            new LaneData.SurfacesAttested(1, List.of(new LaneData.Surface("s", "NOT_TOUCHED")))),
        new ToolRow(
            "lane_attach",
            "",
            """
            {"program":"P0","lane":"never","path":"x","mediaType":"text/plain","text":"evidence"}\
            """,
            ToolRow::attach),
        lane("lane_review", EventType.LANE_SELF_CHECKED, GoodData.selfCheck()),
        new ToolRow(
            "lane_seal",
            "",
            """
            {"program":"P0","lane":"never","data":{"proposedOutcome":"READY","proposedStatus":"S"}}\
            """,
            (s, token) -> get(s, token, "/v1/programs/P0/lanes/never/packet")),
        lane(
            "lane_complete",
            EventType.LANE_COMPLETED,
            new LaneData.Completed(LaneData.Outcome.READY, "S", null)),
        lane("lane_stop", EventType.LANE_STOPPED, new LaneData.Stopped("r", null, null)));
  }

  private static List<ToolRow> other() {
    String registered = LedgerServer.program("ByTool" + WHO);
    return List.of(
        new ToolRow(
            "append",
            "registers a program",
            "{\"events\":[" + registered + "]}",
            (s, token) ->
                s.server.wire.post(
                    token, "/v1/events", LedgerServer.BATCH, of(token, "[" + registered + "]"))),
        new ToolRow(
            "reserve_tickets",
            "",
            """
            {"program":"P0","prefix":"TKT","id":"by-WHO","lane":"l1","count":1}\
            """,
            (s, token) ->
                s.server.wire.post(
                    token,
                    "/v1/programs/P0/tickets/TKT/reservations",
                    "application/json",
                    of(token, "{\"id\":\"by-WHO\",\"lane\":\"l1\",\"count\":1}"))));
  }

  private static List<ToolRow> reading() {
    return List.of(
        reading("status", "", "{\"program\":\"P0\"}", "/v1/programs/P0/blockers"),
        reading(
            "status",
            "of a lane",
            "{\"program\":\"P0\",\"lane\":\"l1\"}",
            "/v1/events?source=/programs/P0/lanes/l1"),
        reading("explain", "", "{\"reason\":\"FORBIDDEN\"}", "/v1/schemas"),
        reading("blockers", "", "{\"program\":\"P0\"}", "/v1/programs/P0/blockers"),
        reading(
            "path",
            "",
            "{\"program\":\"P0\",\"to\":\"REAL_RUN\"}",
            "/v1/programs/P0/blockers/path?to=REAL_RUN"),
        reading(
            "tickets",
            "",
            "{\"program\":\"P0\",\"prefix\":\"TKT\"}",
            "/v1/programs/P0/tickets/TKT"),
        reading("decisions", "", "{\"program\":\"P0\"}", "/v1/programs/P0/decisions"),
        reading("lanes", "one", "{\"program\":\"P0\",\"lane\":\"l1\"}", "/v1/programs/P0/lanes/l1"),
        reading(
            "report",
            "",
            "{\"program\":\"P0\",\"lane\":\"l1\"}",
            "/v1/programs/P0/lanes/l1/report"),
        reading("entries", "of all streams", "{}", "/v1/events"),
        reading(
            "entries",
            "of the ledger's own",
            "{\"source\":\"/ledger\"}",
            "/v1/events?source=/ledger"),
        reading("verify", "", "{}", "/v1/verification"),
        reading("entry", "of the ledger's own", "{\"seq\":0}", "/v1/events/0"),
        reading("proof", "of the ledger's own", "{\"seq\":0}", "/v1/events/0/proof"));
  }

  private static ToolRow reading(String tool, String what, String arguments, String path) {
    return new ToolRow(tool, what, arguments, (s, token) -> get(s, token, path));
  }

  private static Wire.Answer get(CodeScene s, String token, String path) {
    int at = path.indexOf("source=");
    String encoded =
        at < 0
            ? path
            : path.substring(0, at + 7)
                + URLEncoder.encode(path.substring(at + 7), StandardCharsets.UTF_8);
    return s.server.wire.get(token, encoded);
  }

  private static ToolRow lane(String tool, EventType type, LaneData data) {
    return new ToolRow(
        tool,
        "",
        "{\"program\":\"P0\",\"lane\":\"never\",\"data\":" + EventJson.toTree(data) + "}",
        (s, token) -> append(s, token, type, data));
  }

  /** A lane is opened together with the consumption of its decision. */
  private static Wire.Answer append(CodeScene s, String token, EventType type, EventData data) {
    EventDraft event = EventDraft.of("by-hand", NEVER, type, data);
    EventDraft consumed = type == EventType.LANE_OPENED ? s.consumption("GO", "never") : null;
    return s.server.wire.post(token, "/v1/events", LedgerServer.BATCH, batch(consumed, event));
  }

  private static String batch(@Nullable EventDraft first, EventDraft second) {
    String last = EventCodec.senderAttributes(second).toString();
    return first == null
        ? "[" + last + "]"
        : "[" + EventCodec.senderAttributes(first) + "," + last + "]";
  }

  private static Wire.Answer attach(CodeScene s, String token) {
    byte[] text = "evidence".getBytes(StandardCharsets.UTF_8);
    Wire.Answer kept =
        s.server.wire.method(
            token, "PUT", "/v1/blobs/" + Hash.sha256(text).hex(), BodyPublishers.ofByteArray(text));
    return kept.status() / 100 == 2
        ? append(
            s, token, EventType.LANE_EVIDENCE_ATTACHED, GoodData.evidence("x", text.length, text))
        : kept;
  }
}
