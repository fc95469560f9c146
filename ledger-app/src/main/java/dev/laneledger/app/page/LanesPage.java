package dev.laneledger.app.page;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.projections.lane.LaneRow;
import dev.laneledger.projections.lane.LaneState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a program that match.
 *
 * @param text what was searched for; empty: nothing
 * @param standing of the lanes that are shown; empty: any
 * @param more the form's fields as a query, for further pages
 */
public record LanesPage(
    String text,
    String standing,
    List<String> standings,
    int all,
    List<Line> lines,
    Paged paged,
    String more) {

  private static final String RUNNING = "running";
  private static final String IMPORTED = "imported";

  public record Line(
      String id,
      String standing,
      String tone,
      @Nullable String status,
      @Nullable String macro,
      @Nullable String host,
      @Nullable String date,
      long refusals,
      boolean sealed,
      boolean imported) {

    static Line of(String id, LaneRow row) {
      return new Line(
          id,
          standingOf(row),
          toneOf(row),
          row.status(),
          row.macro(),
          row.host(),
          row.date(),
          row.refusals(),
          row.packetTree() != null,
          row.imported());
    }
  }

  /** What a lane can be, in words. */
  static List<String> known() {
    return Stream.concat(
            Stream.of(RUNNING),
            Stream.concat(
                Arrays.stream(LaneData.Outcome.values()).map(o -> Sentences.words(o.name())),
                Stream.of(IMPORTED)))
        .toList();
  }

  static String standingOf(LaneRow row) {
    if (row.outcome() != null) {
      return Sentences.words(row.outcome().name());
    }
    return row.imported() ? IMPORTED : row.openedBy() == null ? "not opened" : RUNNING;
  }

  static String toneOf(LaneRow row) {
    LaneData.Outcome outcome = row.outcome();
    if (outcome == null) {
      return "";
    }
    return switch (outcome) {
      case READY, APPLIED -> "good";
      case READY_NOT_APPLIED -> "hold";
      case STOPPED, REJECTED -> "bad";
    };
  }

  /** Ids of those that match, in their order. */
  static List<String> matching(LaneState state, String text, String standing) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return state.lanes().entrySet().stream()
        .filter(lane -> standing.isEmpty() || matches(lane.getValue(), standing))
        .filter(lane -> wanted.isEmpty() || speaksOf(lane, wanted))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean matches(LaneRow row, String standing) {
    return standing.equals(IMPORTED) ? row.imported() : standing.equals(standingOf(row));
  }

  private static boolean speaksOf(Map.Entry<String, LaneRow> lane, String wanted) {
    LaneRow row = lane.getValue();
    return Stream.of(lane.getKey(), row.macro(), row.host(), row.status(), row.date())
        .anyMatch(value -> value != null && value.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
