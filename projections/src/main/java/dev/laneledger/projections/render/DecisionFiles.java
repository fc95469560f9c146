package dev.laneledger.projections.render;

import static dev.laneledger.projections.render.Json.array;
import static dev.laneledger.projections.render.Json.object;
import static dev.laneledger.projections.render.Json.ref;

import dev.laneledger.api.event.ProgramData;
import dev.laneledger.projections.decision.DecisionState;
import dev.laneledger.projections.decision.Delegation;
import dev.laneledger.projections.decision.Packet;
import dev.laneledger.projections.decision.Selection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code decision-packet.json}: the newest packet, which rules, and what was decided so far. */
final class DecisionFiles {
  private DecisionFiles() {}

  static ObjectNode decisionPacket(LaneView lane) {
    DecisionState state = lane.state().decisions();
    ObjectNode file =
        publishedHere(lane)
            ? Json.performed()
            : Json.notPerformed("the lane published no decision packet; the newest one follows");
    file.put("packet", state.newest());
    state.newestPacket().ifPresent(p -> packet(lane, p, file));
    file.set("selected", state.newestSelection().map(DecisionFiles::selection).orElse(null));
    file.put("effectiveUnlessExpired", effective(state));
    List<Delegation> delegations = List.copyOf(state.delegations().rows().values());
    file.set("delegations", array(delegations, DecisionFiles::delegation));
    file.set("consumptions", consumptions(state));
    file.set("grants", grants(state));
    return file;
  }

  /** Whether the newest packet is this lane's. */
  static boolean publishedHere(LaneView lane) {
    return lane.state()
        .decisions()
        .newestPacket()
        .map(Packet::publishedBy)
        .filter(by ->
            lane.ofProgram(ProgramData.PacketPublished.class).stream()
                .anyMatch(f -> f.by().equals(by) && lane.isOwn(f)))
        .isPresent();
  }

  /** What is in effect if no expiry passes: a standing selection, else the default. */
  static String effective(DecisionState state) {
    return state
        .newestSelection()
        .filter(s -> s.status() == Selection.Status.SELECTED)
        .map(Selection::option)
        .or(() -> state.newestPacket().map(Packet::defaultOption))
        .orElse("nothing");
  }

  private static void packet(LaneView lane, Packet packet, ObjectNode file) {
    file.set("publishedBy", ref(packet.publishedBy()));
    file.put("default", packet.defaultOption()).put("chooseExactly", packet.chooseExactly());
    file.set(
        "options",
        array(
            packet.options(),
            o ->
                object()
                    .put("token", o.token())
                    .put("requirementsMet", lane.state().unmet(o.requires()).isEmpty())
                    .set("requires", BlockerFiles.requirements(lane, o.requires()))));
  }

  private static ObjectNode selection(Selection selection) {
    ObjectNode node =
        object()
            .put("option", selection.option())
            .put("reason", selection.reason())
            .put("person", selection.person())
            .put("status", selection.status().name())
            .put("cause", selection.cause());
    node.set("by", ref(selection.by()));
    return node;
  }

  private static ObjectNode delegation(Delegation delegation) {
    ObjectNode node =
        object()
            .put("token", delegation.token())
            .put("through", delegation.through())
            .put("person", delegation.person())
            .put("offeredByPacket", delegation.offeredByPacket())
            .put("status", delegation.status().name());
    node.set("by", ref(delegation.by()));
    return node;
  }

  private static ArrayNode consumptions(DecisionState state) {
    return array(
        List.copyOf(state.consumptions().entrySet()),
        c -> {
          ObjectNode node = object().put("token", c.getKey()).put("lane", c.getValue().lane());
          if (c.getValue().fold() != null) {
            node.put("fold", c.getValue().fold().text());
          }
          node.set("by", ref(c.getValue().by()));
          return node;
        });
  }

  private static ArrayNode grants(DecisionState state) {
    return array(
        List.copyOf(state.grants().entrySet()),
        g -> {
          ObjectNode node =
              object()
                  .put("action", g.getKey())
                  .put("granted", g.getValue().granted())
                  .put("person", g.getValue().person());
          node.set("by", ref(g.getValue().by()));
          return node;
        });
  }
}
