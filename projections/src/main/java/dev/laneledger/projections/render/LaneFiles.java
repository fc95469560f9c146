package dev.laneledger.projections.render;

import static dev.laneledger.projections.render.Json.array;
import static dev.laneledger.projections.render.Json.object;
import static dev.laneledger.projections.render.Json.ref;
import static dev.laneledger.projections.render.Json.text;
import static dev.laneledger.projections.render.Json.texts;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.projections.render.Proofs.Condition;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lane.json}, {@code preflight.json}, {@code rehearsal-target-lock.json}. */
final class LaneFiles {
  private LaneFiles() {}

  static ObjectNode lane(LaneView lane) {
    ObjectNode file =
        lane.events().isEmpty()
            ? Json.notPerformed("the lane's stream holds no event")
            : Json.performed();
    file.put("program", lane.laneRecord().program()).put("lane", lane.laneRecord().lane());
    file.put("stream", lane.laneRecord().stream().path());
    lane.last(LaneData.Opened.class).ifPresent(f -> file.set("opened", opened(f)));
    lane.consumption()
        .ifPresent(
            f -> file.set("consumption", Json.by(f, object().put("token", f.data().token()))));
    lane.last(LaneData.Imported.class).ifPresent(f -> file.set("claimedByImport", imported(f)));
    lane.last(LaneData.Stopped.class).ifPresent(f -> file.set("stopped", stopped(f)));
    file.set(
        "events",
        array(
            lane.events(),
            e -> object().put("streamseq", e.streamseq()).put("type", e.type().shortName())));
    return file;
  }

  private static ObjectNode opened(Fact<LaneData.Opened> fact) {
    LaneData.Opened data = fact.data();
    return Json.by(
        fact,
        object()
            .put("macro", data.macro())
            .put("authority", data.authority())
            .put("host", data.host())
            .put("date", data.date())
            .put("consumes", data.consumes()));
  }

  private static ObjectNode imported(Fact<LaneData.Imported> fact) {
    LaneData.Imported data = fact.data();
    ObjectNode claims =
        object()
            .put("title", data.title())
            .put("macro", data.macro())
            .put("host", data.host())
            .put("date", data.date())
            .put("outcome", text(data.outcome()))
            .put("status", data.status())
            .put("packetTree", text(data.packetTree()));
    claims.set("tickets", data.tickets() == null ? null : Json.numbers(data.tickets()));
    return Json.by(fact, claims);
  }

  private static ObjectNode stopped(Fact<LaneData.Stopped> fact) {
    return Json.by(
        fact,
        object()
            .put("reason", fact.data().reason())
            .put("gate", fact.data().gate())
            .put("claimedStatus", fact.data().status()));
  }

  static ObjectNode preflight(LaneView lane) {
    Pins pins = Pins.of(lane);
    return Json.step(
        lane,
        EventType.LANE_PREFLIGHT_CHECKED,
        LaneData.PreflightChecked.class,
        p -> object().set("gates", array(p.gates(), g -> gate(g, pins))),
        facts -> gates(facts, pins));
  }

  private static ObjectNode gates(List<Fact<LaneData.PreflightChecked>> facts, Pins pins) {
    List<LaneData.Gate> gates = facts.stream().flatMap(f -> f.data().gates().stream()).toList();
    long passed = gates.stream().filter(g -> Proofs.passes(g, pins)).count();
    return object()
        .put("gates", gates.size())
        .put("passed", passed)
        .put("allPassed", passed == gates.size());
  }

  private static ObjectNode gate(LaneData.Gate gate, Pins pins) {
    ObjectNode node =
        object()
            .put("gate", gate.gate())
            .put("subject", gate.subject())
            .put("expected", gate.expected())
            .put("observed", gate.observed())
            .put("result", gate.result().name())
            .put("passesByItsValues", Proofs.passes(gate, pins));
    node.set("documents", array(gate.documents(), d -> document(d, pins)));
    return node.put("claimedNote", gate.note());
  }

  private static ObjectNode document(LaneData.ReadDocument read, Pins pins) {
    ObjectNode node =
        object()
            .put("path", read.path())
            .put("storeRevision", read.storeRevision())
            .put("bytes", read.bytes())
            .put("sha256", read.sha256().hex());
    node.set("equalsPin", ref(pins.equal(read).map(Fact::by).orElse(null)));
    return read.fault() == null ? node : node.put("fault", read.fault().name());
  }

  static ObjectNode targetLock(LaneView lane) {
    return Json.step(
        lane,
        EventType.LANE_TARGET_LOCKED,
        LaneData.TargetLocked.class,
        LaneFiles::lock,
        facts -> isolated(facts.getLast().data()));
  }

  private static ObjectNode lock(LaneData.TargetLocked lock) {
    ObjectNode node = object();
    node.set("selected", target(lock.selected()));
    node.set("notSelected", array(lock.notSelected(), LaneFiles::target));
    node.set("notYetAvailable", texts(lock.notYetAvailable()));
    node.set("acceptedKinds", texts(lock.acceptedKinds()));
    node.set("isolation", isolation(lock.isolation()));
    return node.put("claimedVerdict", lock.verdict());
  }

  private static JsonNode target(LaneData.Target target) {
    return object()
        .put("name", target.name())
        .put("kind", target.kind())
        .put("isProduction", target.isProduction())
        .put("allowed", target.allowed());
  }

  private static ObjectNode isolation(LaneData.Isolation shown) {
    ObjectNode node = object().put("pathToken", shown.pathToken());
    node.set("comparedWith", texts(shown.comparedWith()));
    return node.put("realPathDiffers", shown.realPathDiffers())
        .put("fileDiffers", shown.fileDiffers())
        .put("sourceBefore", shown.sourceBefore().text())
        .put("cloneWithMarker", shown.cloneWithMarker().text())
        .put("sourceAfter", shown.sourceAfter().text())
        .put("cloneAfter", shown.cloneAfter().text());
  }

  private static ObjectNode isolated(LaneData.TargetLocked lock) {
    ObjectNode node = object().put("isolated", Proofs.isolated(lock));
    node.set("conditions", array(Proofs.isolation(lock), LaneFiles::condition));
    return node;
  }

  private static ObjectNode condition(Condition condition) {
    return object().put("condition", condition.condition()).put("holds", condition.holds());
  }
}
