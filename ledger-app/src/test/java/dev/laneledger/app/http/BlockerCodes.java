package dev.laneledger.app.http;

import static dev.laneledger.app.http.CodeScene.LANE;
import static dev.laneledger.app.http.CodeScene.OWNER;
import static dev.laneledger.app.http.GoodData.leg;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import java.util.List;
import java.util.function.Function;

/** Blockers are raised, and their legs discharged and reopened. */
final class BlockerCodes {
  private BlockerCodes() {}

  static List<CodeCase> cases() {
    return List.of(
        owner(
            "BLOCKER_KNOWN",
            "raised twice",
            s -> s.inProgram(EventType.BLOCKER_RAISED, GoodData.blocker("B"))),
        owner(
            "BLOCKER_LEGS_INVALID",
            "two legs of one name",
            s ->
                s.inProgram(
                    EventType.BLOCKER_RAISED,
                    GoodData.blocker(
                        "C",
                        leg("a", Role.OWNER, Strength.ANALYSIS),
                        leg("a", Role.LANE, Strength.ANALYSIS)))),
        owner(
            "BLOCKER_UNKNOWN",
            "nobody raised it",
            s ->
                s.inProgram(
                    EventType.BLOCKER_NARROWED,
                    new ProgramData.BlockerNarrowed("NONE", "n", null))),
        owner("LEG_UNKNOWN", "no such leg", s -> discharge(s, "none", Strength.ANALYSIS, fact(s))),
        CodeCase.of(
            "LEG_ALREADY_DISCHARGED",
            "discharged twice",
            s ->
                s.done(OWNER, discharge(s, "word", Strength.ANALYSIS, fact(s)))
                    .send(OWNER, discharge(s, "word", Strength.ANALYSIS, fact(s)))),
        owner(
            "LEG_OPEN",
            "what is open is reopened",
            s ->
                s.inProgram(
                    EventType.LEG_REOPENED, new ProgramData.LegReopened("B", "word", "a test"))),
        owner(
            "LEG_ACTOR_WRONG",
            "an owner does the lane's part",
            s -> discharge(s, "classification", Strength.ANALYSIS, fact(s))),
        owner(
            "LEG_EVIDENCE_MISSING", "on no evidence", s -> discharge(s, "word", Strength.ANALYSIS)),
        CodeCase.of(
            "LEG_EVIDENCE_REFUSED",
            "on a refusal that the program keeps",
            s -> {
              s.send(LANE, s.inProgram(EventType.BLOCKER_RAISED, GoodData.blocker("C")))
                  .isProblem(403, "TYPE_NOT_ALLOWED");
              return s.send(
                  OWNER, discharge(s, "word", Strength.ANALYSIS, new EventRef(s.program, 4)));
            }),
        owner(
            "LEG_EVIDENCE_FOREIGN",
            "on the ledger's own event",
            s -> discharge(s, "word", Strength.ANALYSIS, new EventRef(StreamId.LEDGER, 0))),
        CodeCase.of(
            "STRENGTH_ABOVE_AUTHORITY",
            "a rehearsal proves production",
            s ->
                s.validated().send(LANE, discharge(s, "production", Strength.PRODUCTION, s.at(5)))),
        CodeCase.of(
            "LEG_EVIDENCE_TOO_WEAK",
            "a step that was executed is offered as proof",
            s ->
                s.validated().send(LANE, discharge(s, "clone", Strength.SYNTHETIC_CLONE, s.at(3)))),
        owner(
            "LEG_REQUIREMENT_UNMET",
            "the grant is missing",
            s -> discharge(s, "granted", Strength.ANALYSIS, fact(s))));
  }

  private static CodeCase owner(String code, String when, Function<CodeScene, EventDraft> request) {
    return CodeCase.of(code, when, s -> s.send(OWNER, request.apply(s)));
  }

  private static EventDraft discharge(
      CodeScene s, String leg, Strength strength, EventRef... evidence) {
    return s.inProgram(
        EventType.LEG_DISCHARGED,
        new ProgramData.LegDischarged("B", leg, strength, List.of(evidence), null));
  }

  private static EventRef fact(CodeScene s) {
    return new EventRef(s.program, 0);
  }
}
