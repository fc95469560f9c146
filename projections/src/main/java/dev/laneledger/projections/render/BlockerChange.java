package dev.laneledger.projections.render;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.ProgramData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane did to one blocker.
 *
 * @param kind {@code leg-discharged} or {@code narrowed}
 * @param leg the leg, null when narrowed
 * @param words the lane's own words on it; null: none
 */
record BlockerChange(
    String blocker,
    String kind,
    @Nullable String leg,
    @Nullable String words,
    List<EventRef> evidence,
    EventRef by) {

  /** The lane's changes in the order in which it made them. */
  static List<BlockerChange> of(LaneView lane) {
    List<BlockerChange> changes = new ArrayList<>();
    lane.ofProgram(ProgramData.LegDischarged.class).stream()
        .filter(f -> lane.isOwn(f) || f.data().evidence().stream().anyMatch(lane::isOfLane))
        .forEach(f -> changes.add(discharged(f.data(), f.by())));
    lane.ofProgram(ProgramData.BlockerNarrowed.class).stream()
        .filter(lane::isOwn)
        .forEach(f -> changes.add(narrowed(f.data(), f.by())));
    changes.sort(Comparator.comparingLong(c -> c.by().streamseq()));
    return changes;
  }

  private static BlockerChange discharged(ProgramData.LegDischarged data, EventRef by) {
    return new BlockerChange(
        data.blocker(), "leg-discharged", data.leg(), data.result(), data.evidence(), by);
  }

  private static BlockerChange narrowed(ProgramData.BlockerNarrowed data, EventRef by) {
    return new BlockerChange(data.blocker(), "narrowed", null, data.narrowing(), List.of(), by);
  }

  /** The event that raised the blocker; null if the record does not hold it. */
  static @Nullable EventRef raised(LaneView lane, String blocker) {
    return lane.ofProgram(ProgramData.BlockerRaised.class).stream()
        .filter(f -> f.data().blocker().equals(blocker))
        .map(Fact::by)
        .findFirst()
        .orElse(null);
  }
}
