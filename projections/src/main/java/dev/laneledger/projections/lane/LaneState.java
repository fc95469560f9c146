package dev.laneledger.projections.lane;

import dev.laneledger.projections.Rows;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pcollections.TreePMap;

/** The lanes of one program. */
public final class LaneState {
  static final LaneState EMPTY = new LaneState(Rows.empty());

  private final TreePMap<String, LaneRow> rows;

  private LaneState(TreePMap<String, LaneRow> rows) {
    this.rows = rows;
  }

  /** All lanes by id, in row-key order. */
  public Map<String, LaneRow> lanes() {
    return rows;
  }

  /** The lane of that id, or empty. */
  public Optional<LaneRow> lane(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  LaneState change(String id, UnaryOperator<LaneRow> change) {
    return new LaneState(rows.plus(id, change.apply(lane(id).orElse(LaneChanges.UNKNOWN))));
  }
}
