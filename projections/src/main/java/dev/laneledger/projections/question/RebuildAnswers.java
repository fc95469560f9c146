package dev.laneledger.projections.question;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.render.Fact;
import dev.laneledger.projections.replay.ReplayReport;
import dev.laneledger.projections.rule.LedgerStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    Set<EventRef> counted =
        lane.state().lanes().lane(lane.lane()).stream()
            .flatMap(row -> row.reproducedBy().stream())
            .collect(Collectors.toSet());
    for (Placed placed : lane.dossier().ledgerEvents(LedgerData.ReplayAttested.class)) {
      if (placed.event().payload() instanceof LedgerData.ReplayAttested attested) {
        Hash tree =
            attested.packets().getOrDefault(lane.program(), new TreeMap<>()).get(lane.lane());
        if (tree != null) {
          attested(lane, draft, placed, attested, tree, counted);
        }
      }
    }
    if (counted.isEmpty()) {
      draft.computed("The ledger records nobody else who rebuilt it.");
    }
  }

  private static void attested(
      LaneDossier lane,
      Draft draft,
      Placed placed,
      LedgerData.ReplayAttested attested,
      Hash tree,
      Set<EventRef> counted) {
    draft.on(placed.event().ref());
    String who =
        Words.say(
            "%s (%s) attests a replay of %d entries, %s, with the tree %s",
            placed.event().actor(), attested.person(), attested.size(), attested.outcome(), tree);
    if (!signed(lane, placed)) {
      draft.against(who + ", but the signature is not by the key registered for it.");
    } else if (counted.contains(placed.event().ref())) {
      draft.computed("Rebuilt by another: " + who + "; signature verified now.");
    } else {
      draft.computed("Does not count as rebuilt by another: " + who + ".");
    }
  }

  private static boolean signed(LaneDossier lane, Placed placed) {
    LedgerStream ledger = lane.dossier().ledgerBefore(placed.seq());
    String spki = ledger.keys().get(placed.event().actor());
    return spki != null && SignedAct.verifies(placed.event().draft(), ledger.origin(), spki);
  }
}
