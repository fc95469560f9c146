package dev.laneledger.projections.lane;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.projections.RowMap;
import dev.laneledger.projections.Rows;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pcollections.TreePMap;

/** The lanes of one program. */
public final class LaneState {
  static final LaneState EMPTY = new LaneState(RowMap.empty(""), Rows.empty());

  private final RowMap<LaneRow> rows;
  private final TreePMap<String, String> authors;

  private LaneState(RowMap<LaneRow> rows, TreePMap<String, String> authors) {
    this.rows = rows;
    this.authors = authors;
  }

  /** The principal that opened the lane, which has no row; empty of one that was never opened. */
  public Optional<String> author(String id) {
    return Optional.ofNullable(authors.get(id));
  }

  LaneState openedBy(String id, String principal) {
    return new LaneState(rows, authors.plus(id, principal));
  }

  /** The state after somebody else reproduced the lane's packet tree. */
  public LaneState reproduced(String id, EventRef by) {
    return change(id, row -> LaneChanges.reproduced(row, by));
  }

  /** All lanes by id, in row-key order. */
  public RowMap<LaneRow> lanes() {
    return rows;
  }

  /** The lane of that id, or empty. */
  public Optional<LaneRow> lane(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  LaneState change(String id, UnaryOperator<LaneRow> change) {
    return new LaneState(
        rows.plus(id, change.apply(lane(id).orElse(LaneChanges.UNKNOWN))), authors);
  }
}
