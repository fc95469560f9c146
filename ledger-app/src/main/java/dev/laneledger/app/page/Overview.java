package dev.laneledger.app.page;

import dev.laneledger.projections.blocker.Blocker;
import dev.laneledger.projections.blocker.BlockerState;
import dev.laneledger.projections.lane.LaneRow;
import dev.laneledger.projections.lane.LaneState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The first page: what is on hold, why, and who must act.
 *
 * @param program null for a reader who may read none
 * @param changes null on a first visit
 */
public record Overview(@Nullable OfProgram program, LedgerFacts ledger, @Nullable Changes changes) {

  /**
   * @param open blockers that are open, the first ones listed
   */
  public record OfProgram(
      String id,
      Standing standing,
      int open,
      int blockers,
      List<OpenBlocker> listed,
      List<Burden> burdens,
      Lanes lanes,
      List<FeedLine> feed) {}

  public record OpenBlocker(
      String id,
      String subject,
      String status,
      String nextAction,
      List<String> blocks,
      long done,
      int legs) {}

  /**
   * @param running ids of the first of those that run
   * @param ended outcome in words → how many
   */
  public record Lanes(
      int total, long runningCount, List<String> running, Map<String, Long> ended) {}

  private static final int MOST_LISTED = 6;

  static List<OpenBlocker> open(BlockerState state) {
    return state.blockers().entrySet().stream()
        .filter(b -> b.getValue().open())
        .limit(MOST_LISTED)
        .map(b ->
            new OpenBlocker(
                b.getKey(),
                b.getValue().subject(),
                Sentences.words(b.getValue().status().name()),
                b.getValue().nextAction(),
                b.getValue().blocks(),
                b.getValue().legs().stream().filter(l -> !isOpen(l)).count(),
                b.getValue().legs().size()))
        .toList();
  }

  private static boolean isOpen(Blocker.LegState leg) {
    return leg.state() == Blocker.State.OPEN;
  }

  static Lanes lanes(LaneState state) {
    Map<String, Long> ended = new TreeMap<>();
    List<String> running =
        state.lanes().entrySet().stream()
            .filter(lane -> count(lane.getValue(), ended))
            .map(Map.Entry::getKey)
            .toList();
    return new Lanes(
        state.lanes().size(),
        running.size(),
        running.subList(0, Math.min(MOST_LISTED, running.size())),
        ended);
  }

  /** Whether it runs; counts it by its outcome if it has ended. */
  private static boolean count(LaneRow lane, Map<String, Long> ended) {
    if (lane.outcome() != null) {
      ended.merge(Sentences.words(lane.outcome().name()), 1L, Long::sum);
      return false;
    }
    if (lane.imported()) {
      ended.merge("imported", 1L, Long::sum);
      return false;
    }
    return lane.openedBy() != null;
  }
}
