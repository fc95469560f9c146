package dev.laneledger.app.cli;

import dev.laneledger.projections.compare.Comparison;
import dev.laneledger.projections.compare.Consequence;
import dev.laneledger.projections.compare.FieldDifference;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A comparison for a machine. */
final class DiffJson {
  private DiffJson() {}

  static ObjectNode of(Comparison comparison, int exit) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("relation", comparison.relation().name().toLowerCase(Locale.ROOT));
    node.put("exit", exit);
    node.put("sizeA", comparison.sizeA()).put("sizeB", comparison.sizeB());
    node.put("common", comparison.common());
    node.put("rootA", comparison.rootA().hex()).put("rootB", comparison.rootB().hex());
    Comparison.Parting parting = comparison.parting();
    if (parting != null) {
      ObjectNode at = node.putObject("parting").put("seq", parting.seq());
      at.put("leafA", parting.leafA().hex()).put("leafB", parting.leafB().hex());
      at.put("keptA", parting.keptA()).put("keptB", parting.keptB());
      at.set("a", parting.entryA());
      at.set("b", parting.entryB());
      fields(at.putArray("fields"), parting.fields());
    }
    ArrayNode rows = node.putArray("consequences");
    for (Consequence row : comparison.consequences()) {
      ObjectNode one = rows.addObject().put("program", row.program());
      one.put("projection", row.projection()).put("key", row.key());
      one.put("namesTheParting", row.names());
      fields(one.putArray("fields"), row.fields());
    }
    return node;
  }

  private static void fields(ArrayNode out, List<FieldDifference> fields) {
    for (FieldDifference field : fields) {
      ObjectNode one = out.addObject().put("pointer", field.pointer());
      if (field.a() != null) {
        one.set("a", field.a());
      }
      if (field.b() != null) {
        one.set("b", field.b());
      }
    }
  }
}
