package dev.laneledger.app.page;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.projections.lane.LaneRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One lane.
 *
 * @param conflict whether different packet trees are stated for it
 * @param moments its events in order
 * @param cut whether it has more events than are shown
 * @param claimed how many surfaces the lane says it attests; −1 if it says nothing of any
 * @param report the report as HTML, which the server made of escaped text; null: it was not asked
 *     for, and reads much
 * @param read how many events of the program it is made of
 */
public record LanePage(
    String id,
    LaneRow row,
    String standing,
    String tone,
    boolean conflict,
    List<Moment> moments,
    boolean cut,
    List<Triple> rollbacks,
    List<LaneData.Unchanged> unchanged,
    List<Probe> probes,
    LaneData.@Nullable ProbeControl control,
    long claimed,
    List<LaneData.Surface> surfaces,
    List<Placed<LedgerData.Refused>> refusals,
    List<Placed<LaneData.EvidenceAttached>> evidence,
    @Nullable String report,
    long read) {

  /** Something with the seq of the entry that says it. */
  public record Placed<T>(long seq, T data) {}

  /**
   * One event of the lane.
   *
   * @param after how long after the lane's first event
   * @param took how long until the next one; empty of the last
   * @param share that time's share of the longest one, in percent
   * @param verdict what was found; empty where nothing was judged
   * @param tone good, bad, refused or plain
   */
  public record Moment(
      long seq,
      String time,
      String text,
      String after,
      String took,
      int share,
      String verdict,
      String tone) {}

  /** What was before, after applying and after rolling back, with what had to be. */
  public record Triple(
      long seq,
      String id,
      String path,
      String rows,
      String before,
      String applied,
      String restored,
      String expected,
      boolean mutated,
      boolean same) {}

  /**
   * One bad request.
   *
   * @param refusal seq of the kept refusal; null if none is named
   */
  public record Probe(
      String id, String defect, boolean failedClosed, String code, @Nullable Long refusal) {}
}
