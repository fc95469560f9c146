package dev.laneledger.projections.decision;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Projection;
import dev.laneledger.projections.Row;
import dev.laneledger.projections.StateHash;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code decisions.v1}. */
public final class DecisionProjection implements Projection<DecisionState> {
  static final String NAME = "decisions.v1";

  @Override
  public String name() {
    return NAME;
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
      case ProgramData.PacketTreeClaimed c -> state.treeTold(c.lane(), c.packetTree());
      case LaneData.PacketSealed s ->
          state.treeTold(String.valueOf(event.source().leaf()), s.packetTree());
      default -> state;
    };
  }

  @Override
  public void changes(
      DecisionState before, DecisionState after, BiConsumer<String, @Nullable Record> sink) {
    after.consumptions().changesSince(before.consumptions(), sink);
    after.delegations().rows().changesSince(before.delegations().rows(), sink);
    after.grants().changesSince(before.grants(), sink);
    after.packets().changesSince(before.packets(), sink);
    after.selections().changesSince(before.selections(), sink);
  }

  @Override
  public Hash stateHash(DecisionState state) {
    return StateHash.ofLeaves(
        state.kinds().stream().flatMap(kind -> kind.leaves().stream()).toList());
  }

  @Override
  public SortedMap<String, Record> values(DecisionState state) {
    SortedMap<String, Record> values = new TreeMap<>(Row.KEY_ORDER);
    state.packets().forEach((key, value) -> values.put("packet/" + key, value));
    state.selections().forEach((key, value) -> values.put("selection/" + key, value));
    state.delegations().rows().forEach((key, value) -> values.put("delegation/" + key, value));
    state.grants().forEach((key, value) -> values.put("grant/" + key, value));
    state.consumptions().forEach((key, value) -> values.put("consumption/" + key, value));
    return values;
  }
}
