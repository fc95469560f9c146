package dev.laneledger.app.http;

import dev.laneledger.api.event.Role;
import dev.laneledger.app.readmodel.Attested;
import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.blocker.Blocker.LegState;
import dev.laneledger.projections.blocker.BlockerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stops a program, and who must act.
 *
 * @param open number of blockers that are open
 */
record BlockersView(long position, @Nullable Attested attested, int open, List<Item> blockers) {

  record Item(
      String id,
      Blocker.Status status,
      boolean open,
      List<Role> actors,
      List<String> blocks,
      String nextAction,
      List<LegState> legs) {

    private static Item of(String id, Blocker blocker) {
      return new Item(
          id,
          blocker.status(),
          blocker.open(),
          blocker.actors(),
          blocker.blocks(),
          blocker.nextAction(),
          blocker.legs());
    }
  }

  static BlockersView of(long position, @Nullable Attested attested, BlockerState state) {
    List<Item> items =
        state.blockers().entrySet().stream().map(b -> Item.of(b.getKey(), b.getValue())).toList();
    return new BlockersView(position, attested, state.open(), items);
  }
}
