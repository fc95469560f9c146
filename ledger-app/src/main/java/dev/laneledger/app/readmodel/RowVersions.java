package dev.laneledger.app.readmodel;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.ProgramState;
import dev.laneledger.projections.Projection;
import dev.laneledger.projections.Row;
import dev.laneledger.projections.Rows;
import dev.laneledger.projections.blocker.BlockerProjection;
import dev.laneledger.projections.decision.DecisionProjection;
import dev.laneledger.projections.lane.LaneProjection;
import dev.laneledger.projections.ticket.TicketProjection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The tables of {@code views.db}, used within its transactions. */
final class RowVersions {
  private static final BlockerProjection BLOCKERS = new BlockerProjection();
  private static final TicketProjection TICKETS = new TicketProjection();
  private static final DecisionProjection DECISIONS = new DecisionProjection();
  private static final LaneProjection LANES = new LaneProjection();

  private static final String CLOSE =
      "UPDATE row_version SET to_seq = ? WHERE program = ? AND projection = ? AND key = ?"
          + " AND to_seq IS NULL";
  private static final String OPEN =
      "INSERT INTO row_version (program, projection, key, from_seq, value) VALUES (?, ?, ?, ?, ?)";
  private static final String AT =
      "SELECT key, value FROM row_version WHERE program = ? AND projection = ?"
          + " AND from_seq <= ? AND (to_seq IS NULL OR to_seq > ?) ORDER BY key";
  private static final String REACHED =
      "INSERT INTO view (only, position, chain) VALUES (0, ?, ?)"
          + " ON CONFLICT DO UPDATE SET position = excluded.position, chain = excluded.chain";
  private static final String REACHED_LAST = "SELECT position, chain FROM view";

  private final ViewsDatabase views;

  RowVersions(ViewsDatabase views) {
    this.views = views;
  }

  /** How far the rows go. */
  record Reached(long position, Hash chain) {}

  Optional<Reached> reached() throws SQLException {
    try (PreparedStatement select = views.prepare(REACHED_LAST);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(new Reached(row.getLong(1), Hash.of(row.getBytes(2))))
          : Optional.empty();
    }
  }

  void reached(long position, Hash chain) throws SQLException {
    execute(REACHED, position, chain.bytes());
  }

  /** Writes what the entry at that seq changed in the rows of a program. */
  void change(String program, long seq, ProgramState before, ProgramState after)
      throws SQLException {
    change(program, seq, BLOCKERS, before.blockers(), after.blockers());
    change(program, seq, TICKETS, before.tickets(), after.tickets());
    change(program, seq, DECISIONS, before.decisions(), after.decisions());
    change(program, seq, LANES, before.lanes(), after.lanes());
  }

  @SuppressWarnings("ReferenceEquality") // what an event leaves alone stays the same object
  private <S> void change(String program, long seq, Projection<S> projection, S before, S after)
      throws SQLException {
    if (before == after) {
      return;
    }
    Map<String, Optional<Record>> changes = new LinkedHashMap<>();
    projection.changes(before, after, (key, value) -> changes.put(key, Optional.ofNullable(value)));
    for (Map.Entry<String, Optional<Record>> row : changes.entrySet()) {
      execute(CLOSE, seq, program, projection.name(), row.getKey());
      if (row.getValue().isPresent()) {
        byte[] value = CanonicalJson.write(Rows.of(row.getKey(), row.getValue().get()).value());
        execute(OPEN, program, projection.name(), row.getKey(), seq, value);
      }
    }
  }

  /** The rows of a projection as they were after the entry at that seq, in key order. */
  List<Row> at(String program, String projection, long seq) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select = views.prepare(AT)) {
      bind(select, program, projection, seq, seq);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(new Row(row.getString(1), (ObjectNode) CanonicalJson.parse(row.getBytes(2))));
        }
      }
    }
    return rows;
  }

  private void execute(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = views.prepared(sql);
    bind(statement, parameters);
    statement.executeUpdate();
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
