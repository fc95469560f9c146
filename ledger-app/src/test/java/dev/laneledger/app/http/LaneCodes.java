package dev.laneledger.app.http;

import static dev.laneledger.app.http.CodeScene.LANE;
import static dev.laneledger.app.http.CodeScene.OPERATOR;
import static dev.laneledger.app.http.CodeScene.OWNER;

import dev.laneledger.api.document.DocumentFault;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The order of a lane's life, the ceiling of its authority, and what it may say. */
final class LaneCodes {
  /** Another principal of the role LANE, with a person of its own. */
  static final String OTHER = "lane:other";

  private LaneCodes() {}

  static List<CodeCase> cases() {
    return List.of(
        CodeCase.of(
            "LANE_NOT_YOURS",
            "another goes on with it",
            s -> s.opened().send(OTHER, s.inLane(EventType.LANE_STOPPED, stopped("tired")))),
        CodeCase.of(
            "AUTHORITY_UNKNOWN",
            "a level of its own making",
            s ->
                s.done(OWNER, s.delegation("GO"))
                    .send(LANE, s.consumption("GO", "l1"), s.opening("GO", "l1", "EVERYTHING"))),
        CodeCase.of(
            "LANE_WITHOUT_DECISION",
            "opened alone",
            s ->
                s.done(OWNER, s.delegation("GO"))
                    .send(LANE, s.opening("GO", "l1", "REHEARSAL_ONLY"))),
        CodeCase.of(
            "LANE_NEEDED",
            "a lane's principal without a lane",
            s ->
                s.send(
                    LANE,
                    s.inProgram(
                        EventType.BLOCKER_NARROWED,
                        new ProgramData.BlockerNarrowed("B", "n", null)))),
        after(
            "PREFLIGHT_MISREPORTED",
            "a gate passes against what it saw",
            CodeScene::opened,
            EventType.LANE_PREFLIGHT_CHECKED,
            GoodData.preflight("otherwise")),
        CodeCase.of(
            "LANE_OVER",
            "it speaks after its lane was stopped",
            s ->
                s.opened()
                    .done(OPERATOR, s.inLane(EventType.LANE_STOPPED, stopped("over")))
                    .send(
                        LANE,
                        s.inProgram(
                            EventType.BLOCKER_NARROWED,
                            new ProgramData.BlockerNarrowed("B", "n", null)))),
        document(DocumentFault.DOCUMENT_NOT_AS_PINNED, "one byte more", read(4, null)),
        document(
            DocumentFault.DOCUMENT_BYTES_CHANGED,
            "another byte",
            new LaneData.ReadDocument("registry", 24, 3, Hash.sha256(new byte[3]))),
        document(
            DocumentFault.DOCUMENT_MISSING,
            "it says that one is missing",
            read(0, DocumentFault.DOCUMENT_MISSING)),
        document(
            DocumentFault.DOCUMENT_UNLISTED,
            "one that nobody pinned",
            new LaneData.ReadDocument("other", 1, 3, GoodData.ZERO)),
        document(DocumentFault.DOCUMENT_BOM, "a mark", read(6, DocumentFault.DOCUMENT_BOM)),
        document(
            DocumentFault.DOCUMENT_LINE_ENDS, "CR LF", read(4, DocumentFault.DOCUMENT_LINE_ENDS)),
        document(
            DocumentFault.DOCUMENT_JSON_REENCODED,
            "the same JSON",
            read(5, DocumentFault.DOCUMENT_JSON_REENCODED)),
        document(
            DocumentFault.DOCUMENT_LOOK_ALIKE,
            "it reads alike",
            read(4, DocumentFault.DOCUMENT_LOOK_ALIKE)),
        after(
            "LANE_OUT_OF_ORDER",
            "a target before the gates",
            CodeScene::opened,
            EventType.LANE_TARGET_LOCKED,
            GoodData.lock(GoodData.CLONE)),
        after(
            "PREFLIGHT_FAILED",
            "work after a failed gate",
            s -> s.opened().done(LANE, preflight(s, "no")),
            EventType.LANE_TARGET_LOCKED,
            GoodData.lock(GoodData.CLONE)),
        lock(
            "TARGET_IS_PRODUCTION",
            "production",
            new LaneData.Target("pg", "local_clone", true, true)),
        lock(
            "TARGET_KIND_NOT_ACCEPTED",
            "a live one",
            new LaneData.Target("c", "live", false, true)),
        after(
            "ISOLATION_NOT_PROVEN",
            "the marker reached the source",
            s -> s.opened().done(LANE, preflight(s, "yes")),
            EventType.LANE_TARGET_LOCKED,
            GoodData.lock(GoodData.CLONE, List.of(), GoodData.B)),
        after(
            "STEP_WITHOUT_ISOLATION",
            "a step without a target",
            s -> s.opened().done(LANE, preflight(s, "yes")),
            EventType.LANE_STEP_EXECUTED,
            GoodData.step(null)),
        after(
            "ACTION_NOT_AUTHORIZED_FOR_LANE",
            "a real run in a rehearsal",
            CodeScene::locked,
            EventType.LANE_STEP_EXECUTED,
            GoodData.step("REAL_RUN")),
        after(
            "ACTION_NOT_GRANTED",
            "the grant is missing",
            s -> s.locked(NewerPack.AUTHORITY),
            EventType.LANE_STEP_EXECUTED,
            GoodData.step("REAL_RUN")),
        after(
            "ACTION_BLOCKED",
            "granted, and blocked by B",
            s ->
                s.locked(NewerPack.AUTHORITY)
                    .done(OWNER, s.grant(EventType.GRANT_ISSUED, "REAL_RUN")),
            EventType.LANE_STEP_EXECUTED,
            GoodData.step("REAL_RUN")),
        after(
            "CLAIM_WORD_FORBIDDEN",
            "it claims a pass",
            CodeScene::opened,
            EventType.LANE_STOPPED,
            stopped("after PRODUCTION_PASS")),
        after(
            "STOP_WITHOUT_REASON",
            "stopped for no reason",
            CodeScene::opened,
            EventType.LANE_STOPPED,
            stopped("")),
        after(
            "LANE_ENDED",
            "after the end",
            s -> s.opened().done(OPERATOR, s.inLane(EventType.LANE_STOPPED, stopped("over"))),
            EventType.LANE_STOPPED,
            stopped("again")),
        after(
            "LANE_SEALED",
            "evidence after the seal",
            CodeScene::sealed,
            EventType.LANE_EVIDENCE_ATTACHED,
            GoodData.evidence("late.md")),
        after(
            "CLASS_INVALID",
            "in lower case",
            CodeScene::opened,
            EventType.LANE_SURFACE_CLASSIFIED,
            GoodData.surface("unknown")),
        after(
            "UNKNOWN_WITHOUT_BLOCKER",
            "unknown, and no blocker named",
            CodeScene::opened,
            EventType.LANE_SURFACE_CLASSIFIED,
            GoodData.surface("UNKNOWN")),
        probes("PROBES_VOID", "none was sent", s -> GoodData.probed(s.at(3))),
        probes(
            "PROBES_REPEATED",
            "one id twice",
            s ->
                GoodData.probed(
                    s.at(3), GoodData.probe("B1", s.at(6)), GoodData.probe("B1", s.at(6)))),
        probes(
            "PROBES_MISREPORTED",
            "the control is no event",
            s -> GoodData.probed(s.at(99), GoodData.probe("B1", s.at(6)))),
        after(
            "EVIDENCE_PATH_INVALID",
            "out of the folder",
            CodeScene::opened,
            EventType.LANE_EVIDENCE_ATTACHED,
            GoodData.evidence("../x")),
        CodeCase.of(
            "BLOB_MISSING",
            "bytes that nobody put",
            s ->
                s.opened()
                    .send(
                        LANE,
                        s.inLane(
                            EventType.LANE_EVIDENCE_ATTACHED,
                            GoodData.evidence("x", 1, new byte[] {9})))),
        after(
            "EVIDENCE_LENGTH_WRONG",
            "it is shorter than it says",
            CodeScene::opened,
            EventType.LANE_EVIDENCE_ATTACHED,
            GoodData.evidence("x", 9, GoodData.EVIDENCE)),
        text("EVIDENCE_TEXT_TOO_LONG", "a byte more than 1 MiB", "x".repeat((1 << 20) + 1)),
        text("EVIDENCE_CLAIMS", "a pass claimed in a file", "and so: PRODUCTION_PASS"),
        after(
            "EVIDENCE_PATH_TAKEN",
            "two files of one path",
            s ->
                s.opened()
                    .done(LANE, s.inLane(EventType.LANE_EVIDENCE_ATTACHED, GoodData.evidence("x"))),
            EventType.LANE_EVIDENCE_ATTACHED,
            GoodData.evidence("x")),
        after(
            "SELF_CHECK_EMPTY",
            "it asks nothing",
            CodeScene::locked,
            EventType.LANE_SELF_CHECKED,
            new LaneData.SelfChecked(List.of())),
        CodeCase.of(
            "SELF_CHECK_BASIS_MISSING",
            "it rests on what is not there",
            s ->
                s.locked()
                    .send(
                        LANE, s.inLane(EventType.LANE_SELF_CHECKED, GoodData.selfCheck(s.at(99))))),
        seal("STATUS_INVALID", "a status in prose", p -> sealed(p, "packet.v1", "all good")),
        seal("RENDERER_UNKNOWN", "another renderer", p -> sealed(p, "mine", "DONE")),
        CodeCase.of(
            "OUTCOME_NOT_SUPPORTED",
            "ready, and nothing was done",
            s ->
                s.selfChecked()
                    .send(LANE, s.inLane(EventType.LANE_PACKET_SEALED, s.seal(Outcome.READY)))),
        seal("PACKET_TREE_MISMATCH", "another tree", LaneCodes::anotherTree),
        after(
            "COMPLETED_OTHER_THAN_SEALED",
            "better than it was sealed",
            CodeScene::sealed,
            EventType.LANE_COMPLETED,
            new LaneData.Completed(Outcome.READY, "DONE", null)));
  }

  private static LaneData.ReadDocument read(long bytes, @Nullable DocumentFault fault) {
    return new LaneData.ReadDocument("registry", 24, bytes, GoodData.ZERO, fault);
  }

  /** A gate that passes on a document that is not as pinned. */
  private static CodeCase document(
      DocumentFault fault, String when, LaneData.ReadDocument document) {
    LaneData.ReadDocument[] read =
        document.path().equals("registry")
            ? new LaneData.ReadDocument[] {document}
            : new LaneData.ReadDocument[] {GoodData.REGISTRY, document};
    return after(
        fault.name(),
        when,
        CodeScene::opened,
        EventType.LANE_PREFLIGHT_CHECKED,
        GoodData.preflight("yes", read));
  }

  /** Text that is attached as evidence. */
  private static CodeCase text(String code, String when, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return CodeCase.of(
        code,
        when,
        s ->
            s.opened()
                .send(
                    LANE,
                    s.inLane(
                        EventType.LANE_EVIDENCE_ATTACHED,
                        GoodData.evidence("x", bytes.length, s.put(bytes)))));
  }

  private static LaneData.Stopped stopped(String reason) {
    return new LaneData.Stopped(reason, null, null);
  }

  private static EventDraft preflight(CodeScene s, String seen) {
    return s.inLane(EventType.LANE_PREFLIGHT_CHECKED, GoodData.preflight(seen));
  }

  /** Something that the lane's principal sends after the lane has come so far. */
  private static CodeCase after(
      String code, String when, UnaryOperator<CodeScene> before, EventType type, LaneData data) {
    return CodeCase.of(code, when, s -> before.apply(s).send(LANE, s.inLane(type, data)));
  }

  private static CodeCase lock(String code, String when, LaneData.Target target) {
    return after(
        code,
        when,
        s -> s.opened().done(LANE, preflight(s, "yes")),
        EventType.LANE_TARGET_LOCKED,
        GoodData.lock(target));
  }

  private static CodeCase probes(
      String code, String when, Function<CodeScene, LaneData.Probed> probed) {
    return CodeCase.of(
        code, when, s -> s.refused().send(LANE, s.inLane(EventType.LANE_PROBED, probed.apply(s))));
  }

  /** A good seal with something spoiled. */
  private static CodeCase seal(
      String code, String when, UnaryOperator<LaneData.PacketSealed> spoil) {
    return CodeCase.of(
        code,
        when,
        s ->
            s.selfChecked()
                .send(
                    LANE,
                    s.inLane(
                        EventType.LANE_PACKET_SEALED,
                        spoil.apply(s.seal(Outcome.READY_NOT_APPLIED)))));
  }

  private static LaneData.PacketSealed sealed(
      LaneData.PacketSealed good, String renderer, String status) {
    return new LaneData.PacketSealed(
        renderer, good.packetTree(), good.files(), good.proposedOutcome(), status);
  }

  private static LaneData.PacketSealed anotherTree(LaneData.PacketSealed good) {
    return new LaneData.PacketSealed(
        good.renderer(),
        GoodData.ZERO,
        good.files(),
        good.proposedOutcome(),
        good.proposedStatus());
  }
}
