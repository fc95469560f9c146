package dev.laneledger.app.page;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.LedgerQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One of the newest entries.
 *
 * @param where the lane or ticket prefix; the program itself: empty
 * @param tone refused, good, or plain
 */
public record FeedLine(
    long seq, String time, String actor, String text, String where, String tone) {
  private static final int WINDOW = 256;

  /** How far back is looked for entries of the program. */
  private static final int WINDOWS = 8;

  /**
   * The newest entries of a program, the newest first.
   *
   * @param end nothing from that seq on
   */
  static List<FeedLine> newest(
      LedgerQueries queries, String program, long end, int most, Predicate<StreamId> mayRead) {
    List<FeedLine> lines = new ArrayList<>();
    long to = end;
    for (int i = 0; i < WINDOWS && to > 0 && lines.size() < most; i++) {
      long from = Math.max(0, to - WINDOW);
      List<Entry> found =
          queries.entries(new EntryFilter(from, (int) (to - from), null, null, null)).entries();
      for (int n = (int) Math.min(to - from, found.size()) - 1;
          n >= 0 && lines.size() < most;
          n--) {
        LedgerEvent event = found.get(n).event();
        if (program.equals(event.source().program()) && mayRead.test(event.source())) {
          lines.add(of(found.get(n).seq(), event));
        }
      }
      to = from;
    }
    return lines;
  }

  private static FeedLine of(long seq, LedgerEvent event) {
    String leaf = event.source().leaf();
    return new FeedLine(
        seq,
        event.recordedtime(),
        event.actor(),
        Sentences.of(event),
        leaf == null ? "" : leaf,
        tone(event.type()));
  }

  private static String tone(EventType type) {
    return switch (type) {
      case REQUEST_REFUSED, LANE_STOPPED, DECISION_LAPSED, DECISION_EXPIRED, LEG_REOPENED ->
          "refused";
      case LEG_DISCHARGED, LANE_COMPLETED, LANE_PACKET_SEALED, GRANT_ISSUED, DECISION_SELECTED ->
          "good";
      default -> "plain";
    };
  }
}
