package dev.laneledger.app.http;

import static dev.laneledger.app.http.CodeScene.LANE;
import static dev.laneledger.app.http.CodeScene.OPERATOR;
import static dev.laneledger.app.http.CodeScene.OWNER;
import static dev.laneledger.app.http.CodeScene.object;
import static dev.laneledger.app.http.GoodData.option;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** What an owner decides, and how a lane uses it. */
final class DecisionCodes {
  /** A lane's principal whose person is the owner. */
  static final String OWNERS_LANE = "lane:owners";

  private static final String LONG_AGO = "2020-01-01T00:00:00.000Z";

  private DecisionCodes() {}

  static List<CodeCase> cases() {
    return List.of(
        CodeCase.of(
            "NAME_NOT_OF_STREAM",
            "a program under another's name",
            s ->
                s.send(
                    OWNER,
                    s.draft(
                        StreamId.program(s.program.program() + "-2"),
                        EventType.PROGRAM_REGISTERED,
                        GoodData.program("ANOTHER")))),
        packet("PACKET_KNOWN", "published twice", GoodData.packet("p1")),
        packet("DEFAULT_NOT_HOLD", "going is the default", of("GO", option("GO"))),
        packet(
            "PACKET_SELECTS",
            "it chooses",
            new ProgramData.PacketPublished("p2", "HOLD", List.of(option("HOLD")), 1, "HOLD")),
        packet(
            "PACKET_CHOICE_INVALID",
            "two may be chosen",
            new ProgramData.PacketPublished("p2", "HOLD", List.of(option("HOLD")), 2, null)),
        packet("PACKET_TOKENS_INVALID", "HOLD twice", of("HOLD", option("HOLD"), option("HOLD"))),
        packet(
            "WORD_UNKNOWN",
            "a grant that nobody knows",
            of("HOLD", option("HOLD"), option("GO", GoodData.grant("FREE_PASS")))),
        choice("PACKET_UNKNOWN", "no such packet", s -> s.choice("NONE", "GO")),
        CodeCase.of(
            "PACKET_CLOSED",
            "chosen twice",
            s -> s.done(OWNER, s.selection("p1", "GO")).send(OWNER, s.selection("p1", "HOLD"))),
        choice("OPTION_NOT_OFFERED", "no such option", s -> s.choice("p1", "STAY")),
        choice("SELECTION_STALE", "of another packet", s -> with(s, "packetSha256")),
        choice("OPTION_REQUIREMENT_UNMET", "no dump", s -> s.choice("p1", "EXECUTE")),
        choice("ANCHOR_UNKNOWN", "another history", DecisionCodes::anotherHistory),
        choice("DECISION_EXPIRED", "too late", s -> s.choice("p1", "GO").put("expires", LONG_AGO)),
        CodeCase.of(
            "DECISION_TOKEN_INVALID",
            "a decision in prose",
            s -> s.send(OWNER, s.delegation("go ahead"))),
        CodeCase.of(
            "DELEGATION_THROUGH_INVALID",
            "delegated to a principal that nobody registered",
            s -> s.send(OWNER, s.delegation("GO", "lane:nobody"))),
        CodeCase.of(
            "DELEGATED_TO_ANOTHER",
            "another principal uses it",
            s -> s.done(OWNER, s.delegation("GO", LaneCodes.OTHER)).open(LANE, "GO", "l1")),
        choice("SELECTION_TREE_UNKNOWN", "a tree of no lane", DecisionCodes::nobodysTree),
        CodeCase.of(
            "EXPIRY_NOT_REACHED",
            "nothing was chosen that could expire",
            s ->
                s.send(
                    OPERATOR,
                    s.inProgram(
                        EventType.DECISION_EXPIRED, new ProgramData.Expired("p1", LONG_AGO)))),
        CodeCase.of(
            "LAPSE_NOT_SO",
            "nothing was chosen that could lapse",
            s ->
                s.send(
                    OPERATOR,
                    s.inProgram(
                        EventType.DECISION_LAPSED, new ProgramData.Lapsed("p1", "I say so")))),
        CodeCase.of(
            "GRANT_UNKNOWN",
            "what was not granted is revoked",
            s -> s.send(OWNER, s.grant(EventType.GRANT_REVOKED, "OPT_4"))),
        CodeCase.of(
            "CONSUMED_WITHOUT_LANE",
            "consumed alone",
            s -> s.done(OWNER, s.delegation("GO")).send(LANE, s.consumption("GO", "l1"))),
        CodeCase.of("HOLD_OPENS_NOTHING", "the hold is consumed", s -> s.open(LANE, "HOLD", "l1")),
        CodeCase.of("LANE_HAS_DECISION", "two decisions for one lane", DecisionCodes::twice),
        CodeCase.of("DECISION_NOT_MADE", "nobody decided", s -> s.open(LANE, "GO", "l1")),
        CodeCase.of("DECISION_LAPSED", "a newer packet came", DecisionCodes::lapsed),
        CodeCase.of(
            "DECISION_CONSUMED",
            "a second lane on one decision",
            s -> s.opened().open(LANE, "LANE_ONE", "l2")),
        CodeCase.of(
            "DECIDER_RUNS_LANE",
            "the owner runs the lane",
            s -> s.done(OWNER, s.delegation("GO")).open(OWNERS_LANE, "GO", "l1")));
  }

  private static ProgramData.PacketPublished of(String byDefault, ProgramData.Option... options) {
    return GoodData.packet("p2", byDefault, options);
  }

  private static CodeCase packet(String code, String when, ProgramData.PacketPublished packet) {
    return CodeCase.of(
        code, when, s -> s.send(OWNER, s.inProgram(EventType.PACKET_PUBLISHED, packet)));
  }

  private static CodeCase choice(String code, String when, Function<CodeScene, ObjectNode> choice) {
    return CodeCase.of(
        code, when, s -> s.send(OWNER, s.signed(EventType.DECISION_SELECTED, choice.apply(s))));
  }

  private static ObjectNode with(CodeScene s, String digest) {
    return s.choice("p1", "GO").put(digest, GoodData.ZERO.hex());
  }

  private static ObjectNode anotherHistory(CodeScene s) {
    return binding(s, "root");
  }

  private static ObjectNode nobodysTree(CodeScene s) {
    return binding(s, "packetTree");
  }

  /** A choice that binds another hash than the server offers. */
  private static ObjectNode binding(CodeScene s, String member) {
    ObjectNode choice = s.choice("p1", "GO");
    ObjectNode binds = object();
    choice.path("binds").properties().forEach(m -> binds.set(m.getKey(), m.getValue()));
    choice.set("binds", binds.put(member, GoodData.ZERO.hex()));
    return choice;
  }

  private static Wire.Answer twice(CodeScene s) {
    EventDraft once = s.consumption("GO", "l1");
    EventDraft again = s.consumption("GO", "l1");
    return s.done(OWNER, s.selection("p1", "GO"))
        .done(OWNER, s.delegation("GO"))
        .send(LANE, once, again, s.opening("GO", "l1", "REHEARSAL_ONLY"));
  }

  private static Wire.Answer lapsed(CodeScene s) {
    return s.done(OWNER, s.selection("p1", "GO"))
        .done(OWNER, s.inProgram(EventType.PACKET_PUBLISHED, GoodData.packet("p2")))
        .open(LANE, "GO", "l1");
  }
}
