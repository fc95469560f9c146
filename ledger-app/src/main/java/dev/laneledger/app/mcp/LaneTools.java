package dev.laneledger.app.mcp;

import static dev.laneledger.app.mcp.Tool.LANES;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRefusedException;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.mcp.HttpInterface.Answer;
import dev.laneledger.projections.rule.RollbackValidator;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.ShippedPacks;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a lane does, in the order in which it does it. */
final class LaneTools {
  private static final String VALIDATOR = "rollback-proof";
  private static final String STOP = "lane_stop";

  private LaneTools() {}

  static List<Tool> all() {
    return List.of(
        Tool.writing(
            "lane_open",
            "Opens a lane with a decision that the owner has made: decision.consumed and"
                + " lane.opened, both or neither.",
            LANES,
            Tool.schema(EventType.LANE_OPENED, "program", "lane"),
            LaneTools::open),
        recording(
            "lane_check",
            EventType.LANE_PREFLIGHT_CHECKED,
            "Records the gates that were looked at before any work; governed documents by their"
                + " bytes.",
            call -> failed(call, "gates") ? "GATE_FAILED" : "GATES_PASSED",
            "lane_lock"),
        recording(
            "lane_lock",
            EventType.LANE_TARGET_LOCKED,
            "Records the target with the proof that it is not production.",
            call -> "TARGET_LOCKED",
            "lane_step"),
        recording(
            "lane_step",
            EventType.LANE_STEP_EXECUTED,
            "Records one step: what was done, and what was seen.",
            call ->
                call.data().path("result").asString("").equals("FAIL")
                    ? "STEP_FAILED"
                    : "STEP_RECORDED",
            "the next lane_step, or lane_prove"),
        Tool.writing(
            "lane_prove",
            "Records the proof of the rollback and the validator's run on it, with a control that"
                + " must fail: lane.rollback-proven and lane.validated.",
            LANES,
            Tool.schema(EventType.LANE_ROLLBACK_PROVEN, "program", "lane"),
            LaneTools::prove),
        Tool.writing(
            "lane_probe",
            "Sends one bad event, to see that it is refused. Its result is an item of lane_probed.",
            LANES,
            probeSchema(),
            LaneTools::probe),
        recording(
            "lane_probed",
            EventType.LANE_PROBED,
            "Records the results of lane_probe, and a good step as the control.",
            call -> "PROBES_RECORDED",
            "lane_attest"),
        recording(
            "lane_classify",
            EventType.LANE_SURFACE_CLASSIFIED,
            "Records the class of one surface.",
            call -> "SURFACE_CLASSIFIED",
            "the next lane_classify, or lane_attest"),
        recording(
            "lane_attest",
            EventType.LANE_SURFACES_ATTESTED,
            "States which surfaces were not touched.",
            call -> "SURFACES_ATTESTED",
            "lane_attach, or lane_review"),
        Tool.writing(
            "lane_attach",
            "Keeps a text as evidence: a blob, and lane.evidence-attached.",
            LANES,
            Tool.schema("program", "lane", "path", "mediaType", "text", "summary?"),
            LaneTools::attach),
        recording(
            "lane_review",
            EventType.LANE_SELF_CHECKED,
            "Answers the lane's own questions from its events.",
            call -> failed(call, "checks") ? "REVIEW_FAILED" : "REVIEW_PASSED",
            "lane_seal"),
        Tool.writing(
            "lane_seal",
            "Seals the packet as the ledger renders it now, after checking every file of it.",
            LANES,
            LaneSeal.schema(),
            LaneSeal::seal),
        recording(
            "lane_complete",
            EventType.LANE_COMPLETED,
            "Ends a sealed lane.",
            call -> "LANE_COMPLETED",
            "nothing: the lane is over"),
        Tool.writing(
            STOP,
            "Ends a lane that cannot go on, with the reason.",
            EnumSet.of(Role.LANE, Role.OPERATOR, Role.OWNER),
            Tool.schema(EventType.LANE_STOPPED, "program", "lane"),
            call ->
                Events.ofLane(call, EventType.LANE_STOPPED, call.data())
                    .send(call, "LANE_STOPPED", "nothing: the lane is over")));
  }

  /** A tool that appends one event of the lane; a bad code leads to its stop. */
  private static Tool recording(
      String name, EventType type, String description, Function<Call, String> code, String next) {
    return Tool.writing(
        name,
        description,
        LANES,
        Tool.schema(type, "program", "lane"),
        call -> {
          String told = code.apply(call);
          return Events.ofLane(call, type, call.data())
              .send(call, told, told.endsWith("_FAILED") ? STOP : next);
        });
  }

  private static boolean failed(Call call, String items) {
    return call.data()
        .path(items)
        .valueStream()
        .map(item -> item.path(items.equals("checks") ? "answer" : "result"))
        .anyMatch(result -> result.asString("").equals("FAIL"));
  }

  private static Outcome open(Call call) {
    ObjectNode consumed = Json.object().put("lane", call.text("lane"));
    consumed.set("token", call.data().path("consumes"));
    return Events.ofProgram(call, EventType.DECISION_CONSUMED, consumed)
        .andOfLane(call, EventType.LANE_OPENED, call.data())
        .send(call, "LANE_OPENED", "lane_check");
  }

  private static Outcome prove(Call call) {
    LaneData.Validated run;
    try {
      run =
          RollbackValidator.validate(
              validator(), EventJson.fromTree(call.data(), LaneData.RollbackProven.class));
    } catch (EventRefusedException e) { // the interface says everything that is wrong with it
      return Events.ofLane(call, EventType.LANE_ROLLBACK_PROVEN, call.data()).send(call, "", "");
    }
    boolean passed = run.outcome() == LaneData.Result.PASS;
    return Events.ofLane(call, EventType.LANE_ROLLBACK_PROVEN, call.data())
        .andOfLane(call, EventType.LANE_VALIDATED, EventJson.toTree(run))
        .send(call, passed ? "ROLLBACK_PROVEN" : "VALIDATION_FAILED", passed ? "lane_probe" : STOP);
  }

  private static RulePack validator() {
    return ShippedPacks.all().stream()
        .filter(pack -> pack.id().equals(VALIDATOR))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode probeSchema() {
    ObjectNode schema = Tool.schema("program", "lane", "id", "defect", "type?", "expect?");
    ((ObjectNode) schema.path("properties")).putObject("data").put("type", "object");
    schema.withArray("required").add("data");
    return schema;
  }

  private static Outcome probe(Call call) {
    String type = call.find("type").orElse(EventType.LANE_STEP_EXECUTED.shortName());
    ObjectNode event =
        Json.object().put("specversion", "1.0").put("id", "probe-" + call.text("id"));
    event.put("source", "/programs/" + call.text("program") + "/lanes/" + call.text("lane"));
    event.put("type", "dev.laneledger." + type + ".v1").set("data", call.data());
    Answer answer =
        call.http().post("/v1/events", "application/cloudevents+json", event.toString());
    JsonNode receipt = answer.json().path("receipt");
    String code = answer.isGood() ? "" : answer.json().path("code").asString("");
    boolean closed = !answer.isGood() && receipt.isObject();
    if (!answer.isGood() && !closed) {
      return Outcome.refused(answer); // not judged by a rule, so nothing is known of the rules
    }
    ObjectNode probe = Json.object().put("id", call.text("id")).put("defect", call.text("defect"));
    probe.put("failedClosed", closed).put("code", code);
    if (closed) {
      probe.set("refusal", reference(call, receipt.path("seq").asLong()));
    }
    return outcome(call, probe, code).with("probe", probe);
  }

  /** The refusal's place in its stream, by which events name one another. */
  private static ObjectNode reference(Call call, long seq) {
    JsonNode entry = call.http().get("/v1/events/" + seq).json().path("entry");
    ObjectNode reference = Json.object();
    reference.set("source", entry.path("source"));
    reference.set("streamseq", entry.path("streamseq"));
    return reference;
  }

  private static Outcome outcome(Call call, ObjectNode probe, String code) {
    if (!probe.path("failedClosed").asBoolean()) {
      return Outcome.good("PROBE_NOT_CLOSED", STOP);
    }
    return call.find("expect").filter(expected -> !expected.equals(code)).isPresent()
        ? Outcome.good("PROBE_OTHER_CODE", "find out which rule denied it before the one probed")
        : Outcome.good("PROBE_REFUSED", "the next lane_probe, or lane_probed");
  }

  private static Outcome attach(Call call) {
    byte[] bytes = call.text("text").getBytes(StandardCharsets.UTF_8);
    Hash sha256 = Hash.sha256(bytes);
    Answer kept = call.http().put("/v1/blobs/" + sha256.hex(), bytes);
    if (!kept.isGood()) {
      return Outcome.refused(kept);
    }
    LaneData.EvidenceAttached data =
        new LaneData.EvidenceAttached(
            call.text("path"),
            sha256,
            bytes.length,
            call.text("mediaType"),
            call.find("summary").orElse(null));
    return Events.ofLane(call, EventType.LANE_EVIDENCE_ATTACHED, EventJson.toTree(data))
        .send(call, "EVIDENCE_ATTACHED", "lane_review");
  }
}
