package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lane may do, and in which order. */
final class LaneWorkRulesTest extends GovernedProgram {
  @Test
  void onlyTheLanesOwnPrincipalCarriesItOn() {
    laneRuns();
    assertThat(code(OTHER, L1, EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS)))
        .isEqualTo("LANE_NOT_YOURS");
    LaneData.Stopped stop = new LaneData.Stopped("abandoned", null, null);
    assertThat(code(OTHER, L1, EventType.LANE_STOPPED, stop)).isEqualTo("LANE_NOT_YOURS");
    TicketData.Reserved tickets = new TicketData.Reserved("l1", 305, 306, false);
    assertThat(code(OTHER, T, EventType.TICKETS_RESERVED, tickets)).isEqualTo("LANE_NOT_YOURS");
    allow(OPERATOR, L1, EventType.LANE_STOPPED, stop);
    assertThat(code(LANE, L1, EventType.LANE_STOPPED, stop)).isEqualTo("LANE_ENDED");
    assertThat(code(LANE, T, EventType.TICKETS_RESERVED, tickets))
        .isEqualTo("TICKET_LANE_NOT_OPEN");
  }

  @Test
  void aFailedGateStopsTheWorkEvenAfterTheLock() {
    laneRuns();
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS));
    allowInLane(EventType.LANE_TARGET_LOCKED, Samples.lock());
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.FAIL));
    assertThat(code(LANE, L1, EventType.LANE_STEP_EXECUTED, Samples.step(null)))
        .isEqualTo("PREFLIGHT_FAILED");
  }

  @Test
  void aTargetIsNotProductionUnderAnotherFlag() {
    laneRuns();
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS));
    LaneData.Target disguised = new LaneData.Target("pg", "local_clone", false, true);
    assertThat(code(LANE, L1, EventType.LANE_TARGET_LOCKED, Samples.lock(disguised, List.of())))
        .isEqualTo("TARGET_IS_PRODUCTION");
  }

  @Test
  void anExpectationIsPinnedByOthersNeverMadeByTheLane() {
    laneRuns();
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS));
    allowInLane(EventType.LANE_TARGET_LOCKED, Samples.lock());
    allowInLane(EventType.LANE_STEP_EXECUTED, Samples.step(null));
    LaneData.RollbackProven own = Samples.proof(Samples.A, Samples.B, Samples.C, Samples.C);
    assertThat(code(LANE, L1, EventType.LANE_ROLLBACK_PROVEN, own))
        .isEqualTo("ROLLBACK_EXPECTATION_NOT_PINNED");
    allow(
        OPERATOR,
        P,
        EventType.DOCUMENT_PINNED,
        Samples.pin("snapshot", 1, Hash.fromHex(Samples.C.text())));
    allowInLane(EventType.LANE_ROLLBACK_PROVEN, own);
  }

  @Test
  void probesNameTheirOwnRefusalsAndAControlThatWasAllowed() {
    laneIsProven();
    EventDraft bad = ledger.draft(L1, EventType.LANE_STEP_EXECUTED, Samples.step("REAL_RUN"));
    ledger.sendKept(LANE, bad);
    String code = "ACTION_NOT_AUTHORIZED_FOR_LANE";
    assertThat(code(LANE, L1, EventType.LANE_PROBED, Samples.probed(at(6), code, null)))
        .isEqualTo("PROBES_MISREPORTED");
    assertThat(code(LANE, L1, EventType.LANE_PROBED, Samples.probed(at(6), code, at(6))))
        .isEqualTo("PROBES_MISREPORTED");
    assertThat(code(LANE, L1, EventType.LANE_PROBED, Samples.probed(at(5), code, at(3))))
        .isEqualTo("PROBES_MISREPORTED");
    LaneData.Probe once = new LaneData.Probe("B1", "d", true, code, at(6));
    LaneData.ProbeControl control = new LaneData.ProbeControl("good", true, at(3));
    assertThat(
            code(
                LANE, L1, EventType.LANE_PROBED, new LaneData.Probed(List.of(once, once), control)))
        .isEqualTo("PROBES_REPEATED");
    LaneData.Probe again = new LaneData.Probe("B2", "d", true, code, at(6));
    assertThat(
            code(
                LANE,
                L1,
                EventType.LANE_PROBED,
                new LaneData.Probed(List.of(once, again), control)))
        .isEqualTo("PROBES_MISREPORTED");
    allowInLane(EventType.LANE_PROBED, Samples.probed(at(6), code, at(3)));
  }

  @Test
  void anotherPrincipalsRefusalInTheLaneIsNoProbeOfIt() {
    laneIsProven();
    ledger.sendKept(OTHER, ledger.draft(L1, EventType.LANE_STEP_EXECUTED, Samples.step(null)));
    assertThat(
            code(LANE, L1, EventType.LANE_PROBED, Samples.probed(at(6), "LANE_NOT_YOURS", at(3))))
        .isEqualTo("PROBES_MISREPORTED");
  }

  @Test
  void anUnknownSurfaceNamesABlockerThatIsOpenAndIsSpelledInOneWay() {
    laneRuns();
    assertThat(code(LANE, L1, EventType.LANE_SURFACE_CLASSIFIED, Samples.surface("unknown")))
        .isEqualTo("CLASS_INVALID");
    assertThat(code(LANE, L1, EventType.LANE_SURFACE_CLASSIFIED, Samples.surface("UNKNOWN_YET")))
        .isEqualTo("UNKNOWN_WITHOUT_BLOCKER");
    allowInLane(
        EventType.LANE_SURFACE_CLASSIFIED,
        new LaneData.SurfaceClassified(
            "ci", "UNKNOWN", "not designed", "B", List.of(Role.OWNER), "a design", false));
  }

  @Test
  void evidenceStaysInItsFolder() {
    laneRuns();
    for (String path : List.of("../x", "/x", "a//b", "a/..", ".", "", "a\\b", "a\nb", "./a")) {
      assertThat(code(LANE, L1, EventType.LANE_EVIDENCE_ATTACHED, Samples.evidence(path)))
          .as(path)
          .isEqualTo("EVIDENCE_PATH_INVALID");
    }
    allowInLane(EventType.LANE_EVIDENCE_ATTACHED, Samples.evidence("ci/notes ü.md"));
    assertThat(code(LANE, L1, EventType.LANE_EVIDENCE_ATTACHED, Samples.evidence("ci/notes ü.md")))
        .isEqualTo("EVIDENCE_PATH_TAKEN");
  }

  @Test
  void anImportedLaneIsHistoryAndNeverRuns() {
    LaneData.Imported told =
        new LaneData.Imported(
            "old", null, null, "2026-06-11", Outcome.READY, "X_REVIEW_PASS", null, List.of(3L));
    assertThat(code(OPERATOR, L1, EventType.LANE_IMPORTED, told)).isEqualTo("TICKET_RANGE_INVALID");
    allow(
        OPERATOR,
        L1,
        EventType.LANE_IMPORTED,
        new LaneData.Imported(
            "old", null, null, "2026-06-11", Outcome.READY, "X_REVIEW_PASS", null, null));
    assertThat(delegate("GO", null)).isEqualTo("ALLOW");
    assertThat(open(LANE, "GO", "l1")).isEqualTo("STREAM_ALREADY_OPEN");
    assertThat(code(OPERATOR, L1, EventType.LANE_IMPORTED, told)).isEqualTo("STREAM_ALREADY_OPEN");
    assertThat(code(LANE, L1, EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS)))
        .isEqualTo("LANE_ENDED");
  }

  private String attach(String mediaType, byte[] bytes) {
    return code(
        LANE,
        L1,
        EventType.LANE_EVIDENCE_ATTACHED,
        new LaneData.EvidenceAttached(
            "e" + bytes.length, ledger.put(bytes), bytes.length, mediaType, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/octet-stream", "application/json"})
  void attachedTextClaimsNothingWhateverItSaysToBe(String mediaType) {
    laneRuns();
    byte[] claim = "so it is: PRODUCTION_PASS, all of it".getBytes(StandardCharsets.UTF_8);
    assertThat(attach(mediaType, claim)).isEqualTo("EVIDENCE_CLAIMS");
    byte[] plain = "so it is: nothing was applied".getBytes(StandardCharsets.UTF_8);
    assertThat(attach(mediaType, plain)).isEqualTo("ALLOW");
  }

  @Test
  void noEncodingHidesAClaim() {
    laneRuns();
    assertThat(attach("application/json", "[\"X_P\\u0041SS\"]".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("EVIDENCE_CLAIMS");
    assertThat(attach("application/octet-stream", "X_PASS".getBytes(StandardCharsets.UTF_16)))
        .isEqualTo("EVIDENCE_CLAIMS");
    byte[] broken = "\u00ff and X_PASS".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(attach("text/plain", broken)).isEqualTo("EVIDENCE_CLAIMS");
    assertThat(attach("application/octet-stream", broken)).isEqualTo("ALLOW");
  }

  @Test
  void aPinnedDocumentIsQuotedInput() {
    byte[] history = "FIX_PRODUCTION_PASS was said before".getBytes(StandardCharsets.UTF_8);
    allow(OPERATOR, P, EventType.DOCUMENT_PINNED, Samples.pin("h", 1, Hash.sha256(history)));
    laneRuns();
    assertThat(attach("text/plain", history)).isEqualTo("ALLOW");
  }

  @Test
  void evidenceHasTheLengthThatItSaysAndTextIsShortEnoughToBeSearched() {
    laneRuns();
    Hash sha256 = Hash.sha256(Samples.EVIDENCE);
    assertThat(
            code(
                LANE,
                L1,
                EventType.LANE_EVIDENCE_ATTACHED,
                new LaneData.EvidenceAttached("e", sha256, 4, "text/plain", null)))
        .isEqualTo("EVIDENCE_LENGTH_WRONG");
    assertThat(attach("text/plain", "x".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("EVIDENCE_TEXT_TOO_LONG");
    assertThat(attach("text/plain", "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("ALLOW");
    assertThat(attach("application/octet-stream", new byte[(1 << 20) + 1])).isEqualTo("ALLOW");
  }

  @Test
  void aVerdictOnEvidenceThatIsNotAtHandIsNone() {
    laneRuns();
    LaneData.EvidenceAttached nowhere =
        new LaneData.EvidenceAttached("e", Samples.zero(), 3, "text/plain", null);
    assertThatThrownBy(() -> code(LANE, L1, EventType.LANE_EVIDENCE_ATTACHED, nowhere))
        .isInstanceOf(BytesMissingException.class)
        .hasMessageContaining(Samples.zero().hex());
  }

  @Test
  void noFieldOfALaneSaysWhatItMayNotClaim() {
    laneRuns();
    LaneData.Gate noted =
        new LaneData.Gate("g", null, "a", "a", Result.PASS, List.of(), "so X_PASS it is");
    assertThat(
            code(
                LANE,
                L1,
                EventType.LANE_PREFLIGHT_CHECKED,
                new LaneData.PreflightChecked(List.of(noted))))
        .isEqualTo("CLAIM_WORD_FORBIDDEN");
    assertThat(code(LANE, L1, EventType.LANE_EVIDENCE_ATTACHED, Samples.evidence("X_PASS")))
        .isEqualTo("CLAIM_WORD_FORBIDDEN");
    assertThat(
            code(LANE, L1, EventType.LANE_STOPPED, new LaneData.Stopped("r", "REAL_GRANTED", null)))
        .isEqualTo("CLAIM_WORD_FORBIDDEN");
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS));
    allowInLane(EventType.LANE_TARGET_LOCKED, Samples.lock());
    LaneData.StepExecuted step =
        new LaneData.StepExecuted(
            "RX",
            "x",
            "clone",
            null,
            Result.PASS,
            List.of(new LaneData.Observation("verdict", "PRODUCTION_PASS")));
    assertThat(code(LANE, L1, EventType.LANE_STEP_EXECUTED, step))
        .isEqualTo("CLAIM_WORD_FORBIDDEN");
  }
}
