package dev.laneledger.app.cli;

import dev.laneledger.app.audit.TableDetection;
import dev.laneledger.app.detection.CopyDetected;
import dev.laneledger.projections.detection.Detected;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What became of every attack, for a machine. */
final class DetectionJson {
  private DetectionJson() {}

  static ObjectNode of(
      List<Detected> detected, List<TableDetection.Noticed> tables, List<CopyDetected> copies) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put(
        "asPromised",
        detected.stream().allMatch(Detected::asPromised)
            && tables.stream().allMatch(TableDetection.Noticed::asPromised)
            && copies.stream().allMatch(CopyDetected::asPromised));
    ArrayNode attacks = node.putArray("attacks");
    for (Detected one : detected) {
      ObjectNode row = attacks.addObject();
      row.put("attack", one.attack().name()).put("words", one.attack().words());
      row.put("means", one.attack().means().name().toLowerCase(Locale.ROOT));
      row.put("promised", one.attack().notice().name().toLowerCase(Locale.ROOT));
      row.put("tried", one.tried()).put("verify", one.byKey()).put("replay", one.byReplay());
      row.put("seen", one.bySeen()).put("unseen", one.tried() - one.noticed());
    }
    ArrayNode database = node.putArray("tables");
    for (TableDetection.Noticed one : tables) {
      ObjectNode row = database.addObject().put("what", one.what());
      row.put("tried", one.tried()).put("verify", one.noticed()).put("gaps", one.gaps());
    }
    ArrayNode files = node.putArray("copies");
    for (CopyDetected one : copies) {
      ObjectNode row = files.addObject().put("place", one.place().name().toLowerCase(Locale.ROOT));
      row.put("what", one.what()).put("promised", one.promise().name().toLowerCase(Locale.ROOT));
      row.put("tried", one.tried()).put("verify", one.byKey()).put("seen", one.bySeen());
      row.put("gaps", one.gaps()).put("unseen", one.unseen()).put("why", one.why());
    }
    return node;
  }
}
