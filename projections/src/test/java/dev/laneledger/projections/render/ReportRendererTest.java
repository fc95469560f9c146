package dev.laneledger.projections.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportRendererTest {
  static Stream<LaneRecord> lanes() {
    return PacketRendererTest.lanes();
  }

  @ParameterizedTest
  @MethodSource("lanes")
  void everyReportHasAllFourteenSectionsInOrder(LaneRecord lane) {
    List<String> headings =
        ReportRenderer.render(lane).lines().filter(l -> l.startsWith("## ")).toList();

    assertThat(headings).hasSize(14);
    for (int i = 0; i < 14; i++) {
      assertThat(headings.get(i)).startsWith("## " + (i + 1) + ". ");
    }
  }

  @Test
  void countsThatDifferAreShownAsADiscrepancy() {
    assertThat(ReportRenderer.render(Fix7.completed("a").laneRecord()))
        .contains("**13 claimed, 12 named**");
  }

  @Test
  void theReportStatesThePacketTreeThatReplayRenders() {
    LaneRecord lane = Fix7.completed("a").laneRecord();
    Hash tree = PacketRenderer.tree(PacketRenderer.render(lane));

    assertThat(ReportRenderer.render(lane)).contains(tree.hex());
  }

  @Test
  void theNextStepIsTheInputThatTheBegunBlockerWaitsFor() {
    assertThat(section(Fix7.completed("a").laneRecord(), "## 14."))
        .contains("Missing, from OPERATOR: input: production-shaped dump clone")
        .contains("`FIX7-P0-DRYRUN-PROD-ROLLBACK-1` (program #1)");
  }

  @Test
  void everyValueOfAnImportedLaneIsAClaim() {
    String report = ReportRenderer.render(Fix7.stopped("a").history.laneRecord(Fix7.IMPORTED));

    assertThat(report)
        .contains("outcome claimed: READY", "**2 different ones** are stated for this lane")
        .doesNotContain("sealed: a replay renders it again");
  }

  @Test
  void aRefusalAfterTheEndChangesNothing() {
    Fix7 fix7 = Fix7.completed("a");
    String before = ReportRenderer.render(fix7.laneRecord());
    Hash input = Hash.sha256("late".getBytes(StandardCharsets.UTF_8));
    fix7.history.add(
        "ledger:self",
        StreamId.lane("FIX7-P0", Fix7.LANE),
        new LedgerData.Refused("LANE_ENDED", "not-ended", null, null, null, "lane:t1", input, 4));

    assertThat(ReportRenderer.render(fix7.laneRecord())).isEqualTo(before);
  }

  @Test
  void textFromEventsCannotBecomeMarkup() {
    History history = new History("P", "a", List.of());
    history.add(
        "lane:t1",
        StreamId.lane("P", "l"),
        new LaneData.Stopped("a | b\n## 1. <script>x</script> [l](u) `c` *e* _f_ A_B", null, null));

    assertThat(ReportRenderer.render(history.laneRecord("l")))
        .contains("a \\| b ## 1. \\<script\\>x\\</script\\> \\[l\\](u) \\`c\\` \\*e\\* \\_f\\_ A_B")
        .doesNotContain("\n## 1. <");
  }

  @Test
  void aBlockerMapShowsWhatTheLaneChangedAndWhatItDidNot() {
    assertThat(section(Fix7.completed("a").laneRecord(), "## 9."))
        .contains("**7 open.** Changed by this lane:")
        .contains("| FIX7-P0-OPERATOR-INPUT-1 | narrowed |")
        .doesNotContain("FIX7-P0-PROD-OPT4-1 | leg-discharged");
    assertThat(section(Fix7.stopped("a").laneRecord(), "## 9."))
        .contains("**7 open.** This lane changed none.");
  }

  private static String section(LaneRecord lane, String heading) {
    String report = ReportRenderer.render(lane);
    int start = report.indexOf(heading);
    int end = report.indexOf("\n## ", start + 1);
    return report.substring(start, end < 0 ? report.length() : end);
  }
}
