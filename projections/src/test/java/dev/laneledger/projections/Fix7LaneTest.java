package dev.laneledger.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.projections.decision.DecisionState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole lane of {@code scenarios/fix7} through the shipped packs. */
final class Fix7LaneTest {
  private final Fix7Ledger fix7 = new Fix7Ledger();

  @Test
  void theLaneEndsAsTheReportSaysAndItsTenProbesFailClosed() {
    fix7.runLane();
    DecisionState decisions = fix7.state().decisions();
    JsonNode decision = fix7.expected.get("decision");
    assertThat(decisions.newest()).isEqualTo(decision.get("packet").asString());
    assertThat(decisions.newestPacket().orElseThrow().defaultOption())
        .isEqualTo(decision.get("default").asString());
    assertThat(decisions.effectiveAt(fix7.ledger.now()))
        .contains(decision.get("effective").asString());
    assertThat(decisions.newestPacket().orElseThrow().options())
        .extracting(ProgramData.Option::token)
        .isEqualTo(Fix7Ledger.texts(decision.get("options")));
    assertThat(decisions.selections()).isEmpty();
    assertThat(decisions.consumptions().keySet())
        .containsExactlyElementsOf(Fix7Ledger.texts(decision.get("consumed")));
    assertThat(fix7.state().lanes().lane(fix7.lane.get("lane").asString()).orElseThrow())
        .satisfies(row -> {
          assertThat(row.outcome()).isEqualTo(LaneData.Outcome.READY);
          assertThat(row.status()).isEqualTo(fix7.lane.get("status").asString());
          assertThat(row.refusals()).isEqualTo(10);
        });
  }

  @Test
  void theBlockersAndTicketsAfterTheLaneAreTheExpectedOnes() {
    fix7.runLane();
    assertThat(fix7.state().blockers().open()).isEqualTo(fix7.expected.get("openBlockers").asInt());
    for (Map.Entry<String, JsonNode> e : fix7.expected.get("blockers").properties()) {
      var blocker = fix7.state().blockers().blocker(e.getKey()).orElseThrow();
      assertThat(blocker.status().name()).isEqualTo(e.getValue().get("status").asString());
      assertThat(blocker.open()).isEqualTo(e.getValue().get("open").asBoolean());
      for (Map.Entry<String, JsonNode> leg : e.getValue().path("legs").properties()) {
        assertThat(blocker.leg(leg.getKey()).orElseThrow().state().name())
            .as(leg.getKey())
            .isEqualTo(leg.getValue().asString());
      }
    }
    JsonNode numbers = fix7.expected.get("tickets");
    var book = fix7.state().tickets().book(numbers.get("prefix").asString());
    assertThat(book.canonicalCeiling()).isEqualTo(numbers.get("canonicalCeiling").asLong());
    assertThat(book.reservedCeiling()).isEqualTo(numbers.get("reservedCeiling").asLong());
    assertThat(book.nextFree()).isEqualTo(numbers.get("nextFree").asLong());
    assertThat(book.gaps()).isEqualTo(numbers.get("gaps").asLong());
    assertThat(book.overlaps()).isEqualTo(numbers.get("overlaps").asLong());
  }
}
