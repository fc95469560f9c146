package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.projections.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a lane may end. */
final class LaneEndRulesTest extends GovernedProgram {
  @Test
  void aSurfaceThatAffectsSafetyKeepsALaneFromBeingReady() {
    laneIsProven();
    allowInLane(
        EventType.LANE_SURFACE_CLASSIFIED,
        new LaneData.SurfaceClassified(
            "ci", "UNKNOWN", null, "B", List.of(Role.OWNER), "a design", true));
    ledger.sendKept(LANE, ledger.draft(L1, EventType.LANE_STEP_EXECUTED, Samples.step("REAL_RUN")));
    allowInLane(
        EventType.LANE_PROBED, Samples.probed(at(7), "ACTION_NOT_AUTHORIZED_FOR_LANE", at(3)));
    allowInLane(EventType.LANE_SURFACES_ATTESTED, Samples.attested());
    allowInLane(EventType.LANE_SELF_CHECKED, Samples.selfCheck(at(2)));
    assertThat(seal(Outcome.READY)).isEqualTo("OUTCOME_NOT_SUPPORTED");
    assertThat(seal(Outcome.REJECTED)).isEqualTo("OUTCOME_NOT_SUPPORTED");
    assertThat(seal(Outcome.APPLIED)).isEqualTo("OUTCOME_NOT_SUPPORTED");
    assertThat(seal(Outcome.READY_NOT_APPLIED)).isEqualTo("ALLOW");
    assertThat(
            code(
                LANE,
                T,
                EventType.TICKETS_RESERVED,
                new TicketData.Reserved("l1", 305, 305, false)))
        .isEqualTo("LANE_SEALED");
    assertThat(discharge(LANE, "classification", Strength.ANALYSIS, at(6)))
        .isEqualTo("LANE_SEALED");
  }

  @Test
  void aSelfCheckAsksSomethingAndRestsOnEventsThatAreThere() {
    laneIsProven();
    assertThat(code(LANE, L1, EventType.LANE_SELF_CHECKED, new LaneData.SelfChecked(List.of())))
        .isEqualTo("SELF_CHECK_EMPTY");
    assertThat(code(LANE, L1, EventType.LANE_SELF_CHECKED, Samples.selfCheck(at(99))))
        .isEqualTo("SELF_CHECK_BASIS_MISSING");
    assertThat(
            code(
                LANE,
                L1,
                EventType.LANE_SELF_CHECKED,
                Samples.selfCheck(new EventRef(StreamId.LEDGER, 0))))
        .isEqualTo("SELF_CHECK_BASIS_MISSING");
    allowInLane(EventType.LANE_SELF_CHECKED, Samples.selfCheck(at(2), new EventRef(P, 0)));
  }

  @Test
  void aStopNeedsAFailureIfItIsSealed() {
    laneIsProven();
    allowInLane(EventType.LANE_SELF_CHECKED, Samples.selfCheck(at(2)));
    assertThat(seal(Outcome.STOPPED)).isEqualTo("OUTCOME_NOT_SUPPORTED");
    assertThat(seal(Outcome.READY_NOT_APPLIED)).isEqualTo("OUTCOME_NOT_SUPPORTED");
  }
}
