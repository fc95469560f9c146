package dev.laneledger.projections.decision;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.projections.Projection;
import dev.laneledger.projections.Row;
import dev.laneledger.projections.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code decisions.v1}. */
public final class DecisionProjection implements Projection<DecisionState> {
  @Override
  public String name() {
    return "decisions.v1";
  }

  @Override
  public DecisionState initial() {
    return DecisionState.EMPTY;
  }

  @Override
  public DecisionState evolve(DecisionState state, LedgerEvent event) {
    return switch (event.payload()) {
      case ProgramData.PacketPublished published -> state.publish(published, event.ref());
      case ProgramData.Selected selected -> state.select(selected, event.ref());
      case ProgramData.Delegated delegated -> state.delegate(event, delegated);
      case ProgramData.Consumed consumed -> state.consume(event, consumed);
      case ProgramData.Expired expired -> state.expire(expired.packet());
      case ProgramData.Lapsed lapsed -> state.lapse(lapsed.packet(), lapsed.cause());
      case ProgramData.GrantIssued g -> state.grant(g.action(), true, g.person(), event.ref());
      case ProgramData.GrantRevoked g -> state.grant(g.action(), false, g.person(), event.ref());
      default -> state;
    };
  }

  @Override
  public List<Row> rows(DecisionState state) {
    List<Row> rows = new ArrayList<>();
    add(rows, "packet/", state.packets());
    add(rows, "selection/", state.selections());
    add(rows, "delegation/", state.delegations());
    add(rows, "grant/", state.grants());
    add(rows, "consumption/", state.consumptions());
    rows.sort(Comparator.comparing(Row::key, Row.KEY_ORDER));
    return rows;
  }

  private static void add(List<Row> rows, String prefix, Map<String, ? extends Record> values) {
    values.forEach((key, value) -> rows.add(Rows.of(prefix + key, value)));
  }
}
