package dev.laneledger.projections.render;

import static dev.laneledger.projections.render.Json.array;
import static dev.laneledger.projections.render.Json.object;
import static dev.laneledger.projections.render.Json.ref;
import static dev.laneledger.projections.render.Json.refs;
import static dev.laneledger.projections.render.Json.texts;

import dev.laneledger.api.event.Requirement;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.blocker.BlockerState;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code updated-production-blocker-map.json}. */
final class BlockerFiles {
  private BlockerFiles() {}

  static ObjectNode blockerMap(LaneView lane) {
    BlockerState state = lane.state().blockers();
    List<BlockerChange> changes = BlockerChange.of(lane);
    ObjectNode file =
        changes.isEmpty() ? Json.notPerformed("the lane changed no blocker") : Json.performed();
    file.set("changes", array(changes, BlockerFiles::change));
    file.put("blockers", state.blockers().size()).put("open", state.open());
    file.set(
        "map",
        array(
            List.copyOf(state.blockers().entrySet()),
            b -> blocker(lane, b.getKey(), b.getValue())));
    return file;
  }

  private static ObjectNode change(BlockerChange change) {
    ObjectNode node = object();
    node.set("by", ref(change.by()));
    node.put("blocker", change.blocker())
        .put("change", change.kind())
        .put("leg", change.leg())
        .put("claimedResult", change.words());
    node.set("evidence", refs(change.evidence()));
    return node;
  }

  private static ObjectNode blocker(LaneView lane, String id, Blocker blocker) {
    ObjectNode node = object().put("blocker", id).put("subject", blocker.subject());
    node.set("raisedBy", ref(BlockerChange.raised(lane, id)));
    node.put("status", blocker.status().name()).put("open", blocker.open());
    node.set("actors", texts(blocker.actors()));
    node.set("blocks", texts(blocker.blocks()));
    node.put("nextAction", blocker.nextAction());
    node.set("legs", array(blocker.legs(), l -> leg(lane, l)));
    return node;
  }

  private static ObjectNode leg(LaneView lane, Blocker.LegState leg) {
    ObjectNode node =
        object()
            .put("leg", leg.leg())
            .put("actor", leg.actor().name())
            .put("strength", leg.strength().name())
            .put("state", leg.state().name());
    node.set("requires", requirements(lane, leg.requires()));
    node.set("evidence", refs(leg.evidence()));
    return node;
  }

  static ArrayNode requirements(LaneView lane, List<Requirement> requirements) {
    return array(
        requirements, r -> object().put("requirement", r.text()).put("met", lane.state().met(r)));
  }
}
