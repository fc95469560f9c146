package dev.laneledger.app.scenario;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.Role;
import java.util.List;

/** What a lane says of surfaces, and the evidence it attaches. */
final class Surfaces {
  private final Scenario scenario;
  private final LedgerClient lane;
  private final LaneLog log;

  Surfaces(Scenario scenario, LedgerClient lane, LaneLog log) {
    this.scenario = scenario;
    this.lane = lane;
    this.log = log;
  }

  /** Classifies every surface that the lane looked at. */
  void classify() {
    int n = 0;
    for (Facts surface : scenario.lane().list("ciSurfaces")) {
      n++;
      boolean unknown = surface.text("class").equals("UNKNOWN");
      log.append(
          "surface-" + n,
          EventType.LANE_SURFACE_CLASSIFIED,
          unknown ? unknown(surface) : known(surface));
    }
  }

  private static LaneData.SurfaceClassified known(Facts surface) {
    return new LaneData.SurfaceClassified(
        surface.text("surface"), surface.text("class"), null, null, null, null, null);
  }

  private LaneData.SurfaceClassified unknown(Facts surface) {
    Facts found = scenario.lane().at("ciUnknown");
    Facts blocker = scenario.blocker(found.text("blocker"));
    List<Role> actors = blocker.texts("actors").stream().map(Role::valueOf).toList();
    return new LaneData.SurfaceClassified(
        surface.text("surface"),
        surface.text("class"),
        found.text("result"),
        blocker.text("id"),
        actors,
        blocker.text("nextAction"),
        found.flag("affectsRehearsalSafety"));
  }

  /** States what the lane did not touch. */
  void attest() {
    Facts facts = scenario.lane().at("forbiddenSurfaces");
    List<String> notRequested = scenario.extra().texts("notRequested");
    List<String> states = facts.texts("states");
    List<LaneData.Surface> surfaces =
        facts.texts("named").stream()
            .map(s -> new LaneData.Surface(s, states.get(notRequested.contains(s) ? 1 : 0)))
            .toList();
    log.append(
        "surfaces",
        EventType.LANE_SURFACES_ATTESTED,
        new LaneData.SurfacesAttested(facts.number("claimed"), surfaces));
  }

  /** Keeps the evidence as blobs and names them. */
  void attachEvidence() {
    int n = 0;
    for (Facts evidence : scenario.extra().list("evidence")) {
      n++;
      byte[] bytes = scenario.file(evidence.text("file"));
      log.append(
          "evidence-" + n,
          EventType.LANE_EVIDENCE_ATTACHED,
          new LaneData.EvidenceAttached(
              evidence.text("path"),
              lane.putBlob(bytes),
              bytes.length,
              evidence.text("mediaType"),
              evidence.textOrNull("summary")));
    }
  }
}
