package dev.laneledger.projections.lane;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.projections.RowMap;
import dev.laneledger.projections.StateParts;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The lanes of one program. */
public final class LaneState {
  private static final String AUTHORS = "lanes.authors";

  static final LaneState EMPTY = new LaneState(RowMap.empty(""), RowMap.empty(""));

  private final RowMap<LaneRow> rows;
  private final RowMap<Author> authors;

  private LaneState(RowMap<LaneRow> rows, RowMap<Author> authors) {
    this.rows = rows;
    this.authors = authors;
  }

  private record Author(String principal) {}

  /** Puts together what {@link #changesSince} told. */
  public static LaneState of(StateParts parts) {
    return new LaneState(
        parts.rows(LaneProjection.NAME, "", LaneRow.class), parts.rows(AUTHORS, "", Author.class));
  }

  /** Tells every record that differs from those of the state before. */
  public void changesSince(LaneState before, StateParts.Sink sink) {
    rows.changesSince(before.rows, sink.of(LaneProjection.NAME));
    authors.changesSince(before.authors, sink.of(AUTHORS));
  }

  /** The principal that opened the lane, which has no row; empty of one that was never opened. */
  public Optional<String> author(String id) {
    return Optional.ofNullable(authors.get(id)).map(Author::principal);
  }

  LaneState openedBy(String id, String principal) {
    return new LaneState(rows, authors.plus(id, new Author(principal)));
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
