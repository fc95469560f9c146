package dev.laneledger.app.http;

import static dev.laneledger.app.http.CodeScene.LANE;
import static dev.laneledger.app.http.GoodData.A;
import static dev.laneledger.app.http.GoodData.B;
import static dev.laneledger.app.http.GoodData.C;
import static dev.laneledger.app.http.GoodData.entry;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.hash.Hash;
import java.util.List;

/** What the validator refuses of a rollback proof, and of a run of itself. */
final class RollbackCodes {
  private static final List<Long> ROWS = List.of(3L, 4L, 3L);

  private RollbackCodes() {}

  static List<CodeCase> cases() {
    LaneData.Validated good = GoodData.validated();
    return List.of(
        proof("ROLLBACK_PROOF_MISSING", "nothing is proven", GoodData.proof()),
        ofEntry("ROLLBACK_HASH_MISSING", "no hash after applying", entry(ROWS, A, null, A, null)),
        ofEntry("ROLLBACK_ROWS_MISSING", "two counts", entry(List.of(3L, 4L), A, B, A, null)),
        ofEntry("ROLLBACK_APPLY_DID_NOT_MUTATE", "nothing changed", entry(ROWS, A, A, A, null)),
        ofEntry("ROLLBACK_NOT_RESTORED_TO_PIN", "something is left", entry(ROWS, A, B, C, null)),
        ofEntry("ROLLBACK_EXPECTATION_NOT_PINNED", "its own pin", entry(ROWS, A, B, C, C)),
        ofEntry("ROLLBACK_ROWS_NOT_RESTORED", "a row", entry(List.of(3L, 4L, 4L), A, B, A, null)),
        ofEntry(
            "ROLLBACK_PROOF_FABRICATED",
            "it says itself that it did not match",
            entry(ROWS, A, B, A, null, false, "NOT_APPLICABLE")),
        proof("ROLLBACK_INVARIANT_BROKEN", "what had to stay", GoodData.proof(B, entry())),
        ofEntry(
            "ROLLBACK_PRODUCTION_CLAIMED",
            "a rehearsal speaks of production",
            entry(ROWS, A, B, A, null, true, "PROVEN")),
        run(
            "VALIDATOR_NOT_PINNED",
            "another validator",
            GoodData.ZERO,
            good.control(),
            Result.PASS),
        run(
            "VALIDATOR_CONTROL_DID_NOT_FAIL",
            "the control passes",
            good.packSha256(),
            new LaneData.Control("RB", Result.PASS, List.of()),
            Result.PASS),
        run(
            "VALIDATION_MISREPORTED",
            "a good proof is said to fail",
            good.packSha256(),
            good.control(),
            Result.FAIL));
  }

  private static CodeCase ofEntry(String code, String when, LaneData.RollbackEntry entry) {
    return proof(code, when, GoodData.proof(entry));
  }

  private static CodeCase proof(String code, String when, LaneData.RollbackProven proof) {
    return CodeCase.of(
        code, when, s -> s.stepped().send(LANE, s.inLane(EventType.LANE_ROLLBACK_PROVEN, proof)));
  }

  private static CodeCase run(
      String code, String when, Hash pack, LaneData.Control control, Result outcome) {
    LaneData.Validated run =
        new LaneData.Validated(
            "rollback-proof", pack, Result.PASS, Result.PASS, List.of(), control, outcome, null);
    return CodeCase.of(
        code,
        when,
        s ->
            s.stepped()
                .done(
                    LANE,
                    s.inLane(EventType.LANE_ROLLBACK_PROVEN, GoodData.proof(GoodData.entry())))
                .send(LANE, s.inLane(EventType.LANE_VALIDATED, run)));
  }
}
