package dev.laneledger.projections.render;

import static dev.laneledger.projections.render.Json.array;
import static dev.laneledger.projections.render.Json.object;
import static dev.laneledger.projections.render.Json.refs;
import static dev.laneledger.projections.render.Json.texts;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.packet.PacketTree;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code self-check.json}, {@code exit_codes.json}, {@code manifest.json}. */
final class ClosingFiles {
  /** All good; a condition failed closed; something needed is missing. */
  private static final int GOOD = 0;

  private static final int CLOSED = 1;
  private static final int MISSING = 2;

  private ClosingFiles() {}

  static ObjectNode selfCheck(LaneView lane) {
    List<Fact<LaneData.SelfChecked>> facts = lane.all(LaneData.SelfChecked.class);
    List<Conclusion> conclusions = Conclusions.of(lane);
    ObjectNode file =
        facts.isEmpty() ? Json.notPerformed(lane.because("lane.self-checked")) : Json.performed();
    file.set("events", array(facts, f -> Json.by(f, declared(f.data(), conclusions))));
    file.set("follows", array(conclusions, Conclusion::toJson));
    return file;
  }

  private static ObjectNode declared(LaneData.SelfChecked checked, List<Conclusion> conclusions) {
    return object()
        .set(
            "checks",
            array(
                checked.checks(),
                c -> {
                  ObjectNode node =
                      object().put("check", c.check()).put("claimedAnswer", c.answer().name());
                  node.set("basis", refs(c.basis()));
                  node.set("followsFromTheBasis", texts(beside(c, conclusions)));
                  return node;
                }));
  }

  /** The conclusions that rest on an event of the check's basis: their ids and answers. */
  static List<String> beside(LaneData.Check check, List<Conclusion> conclusions) {
    return conclusions.stream()
        .filter(c -> c.restsOnAnyOf(check.basis()))
        .map(c -> c.id() + " " + c.answer())
        .toList();
  }

  static ObjectNode exitCodes(LaneView lane) {
    ObjectNode meaning =
        object()
            .put("0", "good")
            .put("1", "a condition failed closed")
            .put("2", "something needed is missing");
    ObjectNode file = Json.performed();
    file.set("meaning", meaning);
    List<Conclusion> conclusions = Conclusions.of(lane);
    ArrayNode runs = JsonNodeFactory.instance.arrayNode();
    runs.add(overall(conclusions, "preflight", "preflight-passed"));
    runs.add(overall(conclusions, "target lock", "isolated-first"));
    lane.all(LaneData.StepExecuted.class)
        .forEach(f -> runs.add(run("step " + f.data().step(), code(f.data().result()), GOOD)));
    runs.add(overall(conclusions, "rollback applied", "applied-differs"));
    runs.add(overall(conclusions, "rollback restored", "restored"));
    lane.all(LaneData.Validated.class).forEach(f -> validator(runs, f.data()));
    runs.add(overall(conclusions, "validator", "validator-holds"));
    lane.all(LaneData.Probed.class).forEach(f -> probes(runs, f.data()));
    runs.add(overall(conclusions, "probes", "probes-failed-closed"));
    file.set("runs", runs);
    return file;
  }

  private static void validator(ArrayNode runs, LaneData.Validated validated) {
    runs.add(run("validator selftest", code(validated.selftest()), GOOD));
    runs.add(run("validator proof", code(validated.proof()), GOOD));
    runs.add(run("validator control", code(validated.control().result()), CLOSED));
  }

  private static void probes(ArrayNode runs, LaneData.Probed probed) {
    probed
        .probes()
        .forEach(p -> runs.add(run("probe " + p.id(), p.failedClosed() ? CLOSED : GOOD, CLOSED)));
    runs.add(run("probe control", probed.control().allowed() ? GOOD : CLOSED, GOOD));
  }

  private static ObjectNode overall(List<Conclusion> conclusions, String name, String conclusion) {
    int code =
        conclusions.stream()
            .filter(c -> c.id().equals(conclusion))
            .mapToInt(c ->
                switch (c.answer()) {
                  case YES -> GOOD;
                  case NO -> CLOSED;
                  case NOT_SHOWN -> MISSING;
                })
            .findFirst()
            .orElse(MISSING);
    return run(name, code, GOOD);
  }

  private static ObjectNode run(String name, int code, int expected) {
    return object()
        .put("run", name)
        .put("code", code)
        .put("expected", expected)
        .put("asExpected", code == expected);
  }

  private static int code(Result result) {
    return result == Result.PASS ? GOOD : CLOSED;
  }

  /** What the packet holds and what each file is for; digests stand in the manifest of hashes. */
  static ObjectNode manifest(LaneView lane, SortedMap<String, String> purposes) {
    ObjectNode file =
        Json.performed()
            .put("renderer", PacketRenderer.NAME)
            .put("program", lane.laneRecord().program())
            .put("lane", lane.laneRecord().lane())
            .put("stream", lane.laneRecord().stream().path())
            .put("renderedEvents", lane.events().size());
    file.set(
        "files",
        array(
            List.copyOf(purposes.entrySet()),
            e -> object().put("path", e.getKey()).put("purpose", e.getValue())));
    file.set("pins", texts(List.of(PacketTree.MANIFEST, PacketTree.PIN)));
    return file;
  }
}
