package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.app.signing.OwnerKey;
import dev.laneledger.projections.replay.ReplayReport;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.StreamState;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who may attest a replay, as the replayed ledger itself registers it. */
final class Auditors {
  private static final int ID_DIGITS = 16;

  private StreamState ledger = StreamState.initial(StreamId.LEDGER);

  /** One more event of the ledger, in order. */
  void accept(LedgerEvent event) {
    if (event.source().equals(StreamId.LEDGER)) {
      ledger = ledger.evolve(event);
    }
  }

  /**
   * The result of a replay, signed. Its id follows from what was replayed and by whom, so that
   * sending it twice records it once.
   *
   * @throws MaterialUnusableException if the key is registered for nobody in that ledger
   */
  SignedEvent attest(ReplayReport report, OwnerKey key) {
    LedgerStream known = (LedgerStream) ledger;
    String principal =
        known.keys().entrySet().stream()
            .filter(e -> e.getValue().equals(key.spki()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() ->
                new MaterialUnusableException(
                    "an attestation must be signed with the key of a registered auditor, but key "
                        + key.keyId()
                        + " is nobody's here: have it registered with"
                        + " ledger.principal-registered"));
    String id =
        "replay-%d-%s".formatted(report.bytes().size(), key.keyId().substring(0, ID_DIGITS));
    return SignedEvent.sign(
        known.origin(),
        StreamId.LEDGER,
        EventType.REPLAY_ATTESTED,
        id,
        data(report, known.person(principal)),
        key);
  }

  private static ObjectNode data(ReplayReport report, String person) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("size", report.bytes().size());
    data.put("chain", report.bytes().chain().hex()).put("root", report.bytes().root().hex());
    data.put("outcome", report.verdict().name()).put("person", person);
    data.set("states", EventJson.toTree(report.states()));
    ObjectNode packets = data.putObject("packets");
    for (ReplayReport.LaneResult lane : report.lanes()) {
      if (lane.packetTree() != null) {
        packets
            .withObjectProperty(String.valueOf(lane.lane().program()))
            .put(String.valueOf(lane.lane().leaf()), lane.packetTree().hex());
      }
    }
    return data;
  }
}
