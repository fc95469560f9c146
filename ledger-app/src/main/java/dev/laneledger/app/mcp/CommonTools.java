package dev.laneledger.app.mcp;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ReasonCode;
import dev.laneledger.api.event.Role;
import dev.laneledger.app.mcp.HttpInterface.Answer;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is not of one stage of a lane: events as they are, tickets, the stage, and codes. */
final class CommonTools {
  /** The stages of a lane with the tool that reaches the next one. */
  private static final List<Stage> STAGES =
      List.of(
          new Stage(EventType.LANE_OPENED, "lane_check"),
          new Stage(EventType.LANE_PREFLIGHT_CHECKED, "lane_lock"),
          new Stage(EventType.LANE_TARGET_LOCKED, "lane_step"),
          new Stage(EventType.LANE_STEP_EXECUTED, "lane_prove"),
          new Stage(EventType.LANE_ROLLBACK_PROVEN, "lane_probe"),
          new Stage(EventType.LANE_PROBED, "lane_attest"),
          new Stage(EventType.LANE_SURFACES_ATTESTED, "lane_review"),
          new Stage(EventType.LANE_SELF_CHECKED, "lane_seal"),
          new Stage(EventType.LANE_PACKET_SEALED, "lane_complete"),
          new Stage(EventType.LANE_COMPLETED, "nothing: the lane is over"),
          new Stage(EventType.LANE_STOPPED, "nothing: the lane is over"));

  private record Stage(EventType type, String next) {}

  private CommonTools() {}

  static List<Tool> all() {
    return List.of(
        Tool.writing(
            "append",
            "Appends events of any type as they are, all or none.",
            Tool.ALL,
            appendSchema(),
            CommonTools::append),
        Tool.writing(
            "reserve_tickets",
            "Reserves the next free tickets of a prefix for a lane.",
            Tool.LANES,
            Tool.schema("program", "prefix", "id", "lane", "count"),
            CommonTools::reserve),
        Tool.reading(
            "status",
            "What stops a program, what was decided, how far a lane is, and its next tool.",
            Tool.PROGRAM_READERS,
            Tool.schema("program", "lane?"),
            CommonTools::status),
        Tool.reading(
            "explain",
            "What a reason code means and what to do about it.",
            EnumSet.allOf(Role.class),
            Tool.schema("reason"),
            CommonTools::explain));
  }

  private static ObjectNode appendSchema() {
    ObjectNode schema = Tool.schema("events");
    ObjectNode events = ((ObjectNode) schema.path("properties")).putObject("events");
    events.put("type", "array").put("minItems", 1);
    events.putObject("items").put("type", "object");
    return schema;
  }

  private static Outcome append(Call call) {
    Answer answer = call.append(call.arguments().path("events").toString());
    return answer.isGood()
        ? Outcome.good("APPENDED", "status").with(answer)
        : Outcome.refused(answer);
  }

  private static Outcome reserve(Call call) {
    ObjectNode wish = Json.object().put("id", call.text("id")).put("lane", call.text("lane"));
    wish.set("count", call.arguments().path("count"));
    String uri =
        "/v1%s/tickets/%s/reservations"
            .formatted(call.program(), Call.encoded(call.text("prefix")));
    Answer answer = call.http().post(uri, "application/json", wish.toString());
    return answer.isGood()
        ? Outcome.good("TICKETS_RESERVED", "status")
            .with(answer)
            .with("range", answer.json().path("range"))
        : Outcome.refused(answer);
  }

  private static Outcome status(Call call) {
    Answer blockers = call.http().get("/v1" + call.program() + "/blockers");
    Answer decisions = call.http().get("/v1" + call.program() + "/decisions");
    if (!blockers.isGood() || !decisions.isGood()) {
      return Outcome.refused(blockers.isGood() ? decisions : blockers);
    }
    Optional<String> lane = call.find("lane");
    Outcome outcome =
        lane.isPresent()
            ? ofLane(call, lane.get())
            : Outcome.good("STATUS", "lane_open, if the owner has decided for it");
    if (outcome.refused()) {
      return outcome;
    }
    return outcome
        .with("open", blockers.json().path("open"))
        .with("effective", decisions.json().path("effective"))
        .with("blockers", blockers.json().path("blockers"));
  }

  private static Outcome ofLane(Call call, String lane) {
    String source = "/programs/" + call.text("program") + "/lanes/" + lane;
    Answer events = call.http().get("/v1/events?source=" + Call.encoded(source) + "&limit=10000");
    if (!events.isGood()) {
      return Outcome.refused(events);
    }
    List<JsonNode> entries = ReadTools.lines(events);
    Set<String> types =
        Set.copyOf(entries.stream().map(e -> e.at("/entry/type").asString("")).toList());
    Optional<Stage> reached =
        STAGES.reversed().stream().filter(s -> types.contains(s.type().wire())).findFirst();
    ObjectNode state = Json.object().put("id", lane).put("events", entries.size());
    state.put("stage", reached.map(s -> s.type().shortName()).orElse("NOT_OPEN"));
    return Outcome.good("STATUS", reached.map(Stage::next).orElse("lane_open")).with("lane", state);
  }

  private static Outcome explain(Call call) {
    String code = call.text("reason");
    Optional<RulePack.Meaning> meaning =
        Stream.of(ReasonCode.values())
            .filter(known -> known.name().equals(code))
            .map(known -> new RulePack.Meaning(known.meaning(), known.todo()))
            .findFirst()
            .or(() ->
                ShippedPacks.all().stream()
                    .flatMap(pack -> pack.meaning(code).stream())
                    .findFirst());
    return meaning
        .map(m ->
            Outcome.good("EXPLAINED", m.todo()).with("reason", code).with("means", m.message()))
        .orElseGet(() ->
            Outcome.refused(
                ReasonCode.NOT_FOUND,
                "the ledger and its shipped packs know no reason code " + code));
  }
}
