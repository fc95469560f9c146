package dev.laneledger.projections.question;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.render.Fact;
import dev.laneledger.projections.replay.ReplayReport;
import java.util.List;
import java.util.Optional;

/** Whether others get the same packet. */
final class RebuildAnswers {
  private RebuildAnswers() {}

  static Draft whoRebuilt(LaneDossier lane) {
    Optional<Fact<LaneData.PacketSealed>> sealed = lane.view().last(LaneData.PacketSealed.class);
    if (sealed.isEmpty()) {
      return Draft.unanswerable(
          lane.view().because("lane.packet-sealed") + ": there is no packet to rebuild");
    }
    Draft draft = new Draft().on(sealed.get().by());
    here(lane, sealed.get(), draft);
    others(lane, draft);
    return draft;
  }

  private static void here(LaneDossier lane, Fact<LaneData.PacketSealed> sealed, Draft draft) {
    Hash stated = sealed.data().packetTree();
    Optional<Hash> rendered =
        lane.dossier().replay().lanes().stream()
            .filter(r -> r.lane().equals(lane.stream()))
            .map(ReplayReport.LaneResult::packetTree)
            .findFirst();
    draft.judge(
        rendered.isPresent() && rendered.get().equals(stated),
        Words.say("Rendered again now from the entries: the sealed tree %s.", stated),
        Words.say(
            "Rendered again now from the entries: %s, but %s was sealed.",
            rendered.map(Hash::hex).orElse("no packet"), stated));
  }

  private static void others(LaneDossier lane, Draft draft) {
    List<Placed> others =
        lane.state().lanes().lane(lane.lane()).stream()
            .flatMap(row -> row.reproducedBy().stream())
            .flatMap(ref -> lane.dossier().find(ref).stream())
            .toList();
    if (others.isEmpty()) {
      draft.computed("The ledger records nobody else who rebuilt it.");
    }
    for (Placed other : others) {
      draft.on(other.event().ref()).computed("Rebuilt by " + other.event().actor() + ".");
    }
  }
}
