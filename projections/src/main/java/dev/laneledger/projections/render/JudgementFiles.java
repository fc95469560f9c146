package dev.laneledger.projections.render;

import static dev.laneledger.projections.render.Json.array;
import static dev.laneledger.projections.render.Json.object;
import static dev.laneledger.projections.render.Json.ref;
import static dev.laneledger.projections.render.Json.text;
import static dev.laneledger.projections.render.Json.texts;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The validator, the probes, the surfaces and the refusals. */
final class JudgementFiles {
  private JudgementFiles() {}

  static ObjectNode validator(LaneView lane) {
    return Json.step(
        lane,
        EventType.LANE_VALIDATED,
        LaneData.Validated.class,
        JudgementFiles::run,
        facts -> {
          LaneData.Validated newest = facts.getLast().data();
          return object()
              .put("packAdopted", Proofs.adopted(lane, newest))
              .put("holds", Proofs.validated(newest));
        });
  }

  private static ObjectNode run(LaneData.Validated run) {
    ObjectNode node =
        object()
            .put("pack", run.pack())
            .put("packSha256", run.packSha256().hex())
            .put("packFile", PacketFiles.packPath(run.pack(), run.packSha256()))
            .put("selftest", run.selftest().name())
            .put("proof", run.proof().name());
    node.set("proofCodes", texts(run.proofCodes()));
    ObjectNode control =
        object().put("entry", run.control().entry()).put("result", run.control().result().name());
    control.set("codes", texts(run.control().codes()));
    node.set("control", control);
    return node.put("outcome", run.outcome().name()).put("claimedElsewhere", run.claim());
  }

  static ObjectNode probes(LaneView lane) {
    return Json.step(
        lane,
        EventType.LANE_PROBED,
        LaneData.Probed.class,
        p -> probed(lane, p),
        facts -> {
          List<LaneData.Probe> probes =
              facts.stream().flatMap(f -> f.data().probes().stream()).toList();
          long closed = probes.stream().filter(LaneData.Probe::failedClosed).count();
          boolean controls = facts.stream().allMatch(f -> f.data().control().allowed());
          return object()
              .put("probes", probes.size())
              .put("failedClosed", closed)
              .put("controlAllowed", controls)
              .put("void", !controls || closed != probes.size());
        });
  }

  private static ObjectNode probed(LaneView lane, LaneData.Probed probed) {
    ObjectNode node = object();
    node.set("probes", array(probed.probes(), p -> probe(lane, p)));
    ObjectNode control =
        object()
            .put("request", probed.control().request())
            .put("allowed", probed.control().allowed());
    control.set("event", ref(probed.control().event()));
    node.set("control", control);
    return node;
  }

  private static ObjectNode probe(LaneView lane, LaneData.Probe probe) {
    ObjectNode node =
        object()
            .put("id", probe.id())
            .put("defect", probe.defect())
            .put("failedClosed", probe.failedClosed())
            .put("code", probe.code());
    node.set("refusal", ref(probe.refusal()));
    return node.put("refusalKept", Refusals.of(lane, probe).name());
  }

  static ObjectNode surfaces(LaneView lane) {
    return Json.step(
        lane,
        EventType.LANE_SURFACE_CLASSIFIED,
        LaneData.SurfaceClassified.class,
        JudgementFiles::surface,
        facts -> {
          List<LaneData.SurfaceClassified> unknown =
              facts.stream().map(Fact::data).filter(Proofs::unknown).toList();
          ObjectNode node = object().put("surfaces", facts.size());
          node.set("unknown", array(unknown, s -> unknown(lane, s)));
          return node;
        });
  }

  private static ObjectNode surface(LaneData.SurfaceClassified s) {
    ObjectNode node =
        object()
            .put("surface", s.surface())
            .put("class", s.classification())
            .put("result", s.result())
            .put("blocker", s.blocker());
    node.set("actors", s.actors() == null ? null : texts(s.actors()));
    return node.put("inputNeeded", s.inputNeeded()).put("affectsSafety", s.affectsSafety());
  }

  private static ObjectNode unknown(LaneView lane, LaneData.SurfaceClassified s) {
    String status =
        s.blocker() == null
            ? null
            : lane.state().blockers().blocker(s.blocker()).map(b -> b.status().name()).orElse(null);
    return object()
        .put("surface", s.surface())
        .put("blocker", s.blocker())
        .put("blockerStatus", status);
  }

  static ObjectNode forbiddenSurfaces(LaneView lane) {
    return Json.step(
        lane,
        EventType.LANE_SURFACES_ATTESTED,
        LaneData.SurfacesAttested.class,
        JudgementFiles::attested,
        facts -> {
          long claimed = facts.stream().mapToLong(f -> f.data().claimed()).sum();
          long named = facts.stream().mapToLong(f -> f.data().surfaces().size()).sum();
          return object()
              .put("basis", "attested by the lane, not proven")
              .put("claimed", claimed)
              .put("named", named)
              .put("countsAgree", claimed == named);
        });
  }

  private static ObjectNode attested(LaneData.SurfacesAttested attested) {
    ObjectNode node = object().put("claimedCount", attested.claimed());
    node.set(
        "surfaces",
        array(
            attested.surfaces(),
            s -> object().put("surface", s.surface()).put("claimedState", s.state())));
    return node;
  }

  static ObjectNode refusals(LaneView lane) {
    return Json.step(
        lane,
        EventType.REQUEST_REFUSED,
        LedgerData.Refused.class,
        JudgementFiles::refusal,
        facts -> object().put("refusals", facts.size()));
  }

  private static ObjectNode refusal(LedgerData.Refused refused) {
    return object()
        .put("code", refused.code())
        .put("rule", refused.rule())
        .put("pack", refused.pack())
        .put("packSha256", text(refused.packSha256()))
        .put("pointer", refused.pointer())
        .put("actor", refused.actor());
  }
}
