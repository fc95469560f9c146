package dev.laneledger.projections;

import dev.laneledger.api.event.EventJson;
import java.util.List;
import java.util.Map;
import org.pcollections.TreePMap;

/** Builds rows from records; a row says null where a value is absent. */
public final class Rows {
  private Rows() {}

  /** An empty map in row-key order. */
  public static <V> TreePMap<String, V> empty() {
    return TreePMap.empty(Row.KEY_ORDER);
  }

  /** One row per entry of a map in row-key order; the values are records of the row's members. */
  public static List<Row> of(Map<String, ? extends Record> values) {
    return values.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
  }

  public static Row of(String key, Record value) {
    return new Row(key, EventJson.toTreeWithNulls(value));
  }
}
