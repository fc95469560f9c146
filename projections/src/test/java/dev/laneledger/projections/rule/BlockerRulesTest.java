package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.projections.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who discharges a leg, and on what evidence. */
final class BlockerRulesTest extends GovernedProgram {
  @Test
  void aLaneDischargesALegOnlyWithValidatedEvidenceOfItsOwnRunningLane() {
    laneIsProven();
    Strength clone = Strength.SYNTHETIC_CLONE;
    assertThat(discharge(OTHER, "clone", clone, at(5))).isEqualTo("LANE_NOT_YOURS");
    assertThat(discharge(LANE, "clone", clone, new EventRef(P, 0))).isEqualTo("LANE_NOT_YOURS");
    assertThat(discharge(LANE, "clone", clone)).isEqualTo("LEG_EVIDENCE_MISSING");
    assertThat(discharge(LANE, "clone", clone, at(3))).isEqualTo("LEG_EVIDENCE_TOO_WEAK");
    assertThat(discharge(LANE, "clone", Strength.ANALYSIS, at(5)))
        .isEqualTo("LEG_EVIDENCE_TOO_WEAK");
    assertThat(discharge(LANE, "production", Strength.PRODUCTION, at(5)))
        .isEqualTo("STRENGTH_ABOVE_AUTHORITY");
    assertThat(discharge(LANE, "clone", clone, at(5))).isEqualTo("ALLOW");
    assertThat(discharge(LANE, "clone", clone, at(5))).isEqualTo("LEG_ALREADY_DISCHARGED");
  }

  @Test
  void noEventOfAnotherProgramAndNoRefusalIsEvidence() {
    laneIsProven();
    StreamId q = StreamId.program("Q");
    allow(OWNER, q, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("Q", "Q", null));
    assertThat(discharge(LANE, "classification", Strength.ANALYSIS, at(5), new EventRef(q, 0)))
        .isEqualTo("LEG_EVIDENCE_FOREIGN");
    ledger.sendKept(LANE, ledger.draft(L1, EventType.LANE_STEP_EXECUTED, Samples.step("REAL_RUN")));
    assertThat(discharge(LANE, "classification", Strength.ANALYSIS, at(6)))
        .isEqualTo("LEG_EVIDENCE_REFUSED");
  }

  @Test
  void noRefusalOfTheProgramOrItsTicketsIsEvidenceForAnybody() {
    allow(
        OWNER,
        P,
        EventType.BLOCKER_RAISED,
        new ProgramData.BlockerRaised(
            "C",
            "a word",
            List.of(Role.OWNER),
            List.of(),
            "say it",
            List.of(new ProgramData.Leg("word", Role.OWNER, Strength.ANALYSIS, List.of()))));
    ledger.sendKept(LANE, ledger.draft(P, EventType.BLOCKER_RAISED, blocker("D")));
    ledger.sendKept(LANE, ledger.draft(T, EventType.TICKETS_REGISTERED, history("TKT")));
    for (StreamId stream : List.of(P, T)) {
      EventRef refusal = new EventRef(stream, ledger.stateOf(stream).last());
      assertThat(
              code(
                  OWNER,
                  P,
                  EventType.LEG_DISCHARGED,
                  new ProgramData.LegDischarged(
                      "C", "word", Strength.ANALYSIS, List.of(refusal), null)))
          .isEqualTo("LEG_EVIDENCE_REFUSED");
    }
  }

  @Test
  void aLanesPrincipalSpeaksInAProgramOnlyWithALaneAndWithoutForbiddenWords() {
    ProgramData.BlockerNarrowed plain = new ProgramData.BlockerNarrowed("B", "two inputs", null);
    assertThat(code(LANE, P, EventType.BLOCKER_NARROWED, plain)).isEqualTo("LANE_NEEDED");
    assertThat(code(LANE, P, EventType.PACKET_PUBLISHED, packet("p2", "HOLD")))
        .isEqualTo("LANE_NEEDED");
    laneRuns();
    assertThat(code(OTHER, P, EventType.BLOCKER_NARROWED, plain)).isEqualTo("LANE_NEEDED");
    assertThat(
            code(
                LANE,
                P,
                EventType.BLOCKER_NARROWED,
                new ProgramData.BlockerNarrowed("B", "two inputs", "after PRODUCTION_PASS")))
        .isEqualTo("CLAIM_WORD_FORBIDDEN");
    allow(LANE, P, EventType.BLOCKER_NARROWED, plain);
  }

  @Test
  void aLanesPrincipalSpeaksOnlyWhileItsLaneWorks() {
    laneIsProven();
    ProgramData.BlockerNarrowed plain = new ProgramData.BlockerNarrowed("B", "two inputs", null);
    allowInLane(EventType.LANE_SELF_CHECKED, Samples.selfCheck(at(2)));
    allow(LANE, P, EventType.BLOCKER_NARROWED, plain);
    allow(OPERATOR, L1, EventType.LANE_STOPPED, new LaneData.Stopped("abandoned", null, null));
    assertThat(code(LANE, P, EventType.BLOCKER_NARROWED, plain)).isEqualTo("LANE_OVER");
    assertThat(code(LANE, P, EventType.PACKET_PUBLISHED, packet("p2", "HOLD")))
        .isEqualTo("LANE_OVER");
    assertThat(delegate("LANE_TWO", null)).isEqualTo("ALLOW");
    assertThat(open(LANE, "LANE_TWO", "l2")).isEqualTo("ALLOW");
    allow(LANE, P, EventType.BLOCKER_NARROWED, plain);
  }

  @Test
  void aSealedLaneIsNotSpokenFor() {
    laneRuns();
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.FAIL));
    allowInLane(EventType.LANE_SELF_CHECKED, Samples.selfCheck(at(1)));
    assertThat(seal(Outcome.STOPPED)).isEqualTo("ALLOW");
    assertThat(code(LANE, P, EventType.PACKET_PUBLISHED, packet("p2", "HOLD")))
        .isEqualTo("LANE_OVER");
  }
}
