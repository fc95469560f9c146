package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Requirement;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Rows;
import dev.laneledger.projections.decision.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class DeciderTest {
  private static final String OWNER = "owner:default";
  private static final String LANE = "lane:default";
  private static final String OPERATOR = "operator:default";
  private static final StreamId P = StreamId.program("P");
  private static final StreamId T = StreamId.tickets("P", "TKT");
  private static final StreamId L = StreamId.lane("P", "l1");
  private static final Hash ZERO = Hash.of(new byte[32]);

  private final Ledgers ledger = new Ledgers();

  @BeforeEach
  void aProgramWithATwoLegBlockerAndAPacket() {
    allow(OWNER, P, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "Test", words()));
    allow(
        OWNER,
        P,
        EventType.BLOCKER_RAISED,
        new ProgramData.BlockerRaised(
            "B",
            "a proof",
            List.of(Role.OPERATOR),
            List.of("PRODUCTION"),
            "prove it",
            List.of(
                new ProgramData.Leg("clone", Role.LANE, Strength.SYNTHETIC_CLONE, List.of()),
                new ProgramData.Leg(
                    "production",
                    Role.OPERATOR,
                    Strength.PRODUCTION,
                    List.of(new Requirement("OPT_4", null, null, null, null))))));
    allow(OWNER, P, EventType.PACKET_PUBLISHED, packet("p1", "HOLD_IT", null));
    allow(
        OPERATOR,
        T,
        EventType.TICKETS_REGISTERED,
        new TicketData.Registered(
            "TKT",
            List.of(
                new TicketData.PastRange(1, 304, "before", TicketData.State.APPLIED, null, null)),
            List.of()));
  }

  private static ProgramData.Vocabulary words() {
    return new ProgramData.Vocabulary(
        List.of("REAL_RUN"), List.of("OPT_4", "REAL_RUN"), List.of("PRODUCTION"));
  }

  private static ProgramData.PacketPublished packet(
      String id, String byDefault, @Nullable String selected) {
    return new ProgramData.PacketPublished(
        id,
        byDefault,
        List.of(
            new ProgramData.Option("HOLD_IT", List.of()),
            new ProgramData.Option("REHEARSE", List.of()),
            new ProgramData.Option(
                "EXECUTE", List.of(new Requirement(null, null, null, null, true)))),
        1,
        selected);
  }

  private void allow(
      String actor, StreamId s, EventType type, dev.laneledger.api.event.EventData data) {
    assertThat(ledger.code(actor, s, type, data)).isEqualTo("ALLOW");
  }

  private EventDraft signed(StreamId source, EventType type, ObjectNode data) {
    String id = "signed-" + data.hashCode();
    byte[] spki = Ledgers.OWNER_KEY.getPublic().getEncoded();
    data.set(
        "signature",
        EventSignature.sign(
            Ledgers.ORIGIN,
            source.path(),
            type.wire(),
            id,
            data,
            Ledgers.OWNER_KEY.getPrivate(),
            spki));
    ObjectNode event = data.objectNode();
    event.put("specversion", "1.0").put("id", id).put("source", source.path());
    event.put("type", type.wire()).set("data", data);
    return EventCodec.draftOf(event);
  }

  private ObjectNode selection(String option, @Nullable String expires) {
    var state = ledger.program("P");
    var packet = state.decisions().packets().get("p1");
    ObjectNode binds =
        dev.laneledger.api.event.EventJson.toTreeWithNulls(
            new ProgramData.Binds(
                1,
                ZERO,
                state.blockersHash(),
                ((LedgerStream) ledger.stateOf(StreamId.LEDGER)).policy()));
    ObjectNode data = binds.objectNode();
    data.put("packet", "p1");
    data.put("packetSha256", Hash.sha256(CanonicalJson.write(Rows.of("", packet).value())).hex());
    data.put("option", option).put("reason", "because").put("person", "owner-default");
    data.set("binds", binds);
    return expires == null ? data : data.put("expires", expires);
  }

  private EventDraft[] opening(String lane, String token) {
    return new EventDraft[] {
      ledger.draft(P, EventType.DECISION_CONSUMED, new ProgramData.Consumed(token, lane)),
      ledger.draft(
          StreamId.lane("P", lane),
          EventType.LANE_OPENED,
          new LaneData.Opened("M", "REHEARSAL_ONLY", "h", "2026-06-12", token))
    };
  }

  private void select(String option) {
    assertThat(ledger.code(OWNER, signed(P, EventType.DECISION_SELECTED, selection(option, null))))
        .isEqualTo("ALLOW");
  }

  @Test
  void aSelectedOptionIsConsumedByOneLaneOnce() {
    select("REHEARSE");
    assertThat(ledger.code(LANE, opening("l1", "REHEARSE"))).isEqualTo("ALLOW");
    assertThat(ledger.code(LANE, opening("l2", "REHEARSE"))).isEqualTo("DECISION_CONSUMED");
  }

  @Test
  void consumingAndOpeningAloneAreBothRefused() {
    select("REHEARSE");
    EventDraft[] both = opening("l1", "REHEARSE");
    assertThat(ledger.code(LANE, both[0])).isEqualTo("CONSUMED_WITHOUT_LANE");
    assertThat(ledger.code(LANE, both[1])).isEqualTo("LANE_WITHOUT_DECISION");
  }

  @Test
  void nothingIsUsableBeforeTheOwnerDecides() {
    assertThat(ledger.code(LANE, opening("l1", "REHEARSE"))).isEqualTo("DECISION_NOT_MADE");
  }

  @Test
  void aDecisionPastItsExpiryIsNotUsedAndAVerdictBeforeItSaysUntilWhen() {
    EventDraft choice =
        signed(P, EventType.DECISION_SELECTED, selection("REHEARSE", "2026-06-12T01:00:00.000Z"));
    assertThat(ledger.code(OWNER, choice)).isEqualTo("ALLOW");
    ledger.clock("2026-06-12T01:00:00.001Z");
    assertThat(ledger.code(LANE, opening("l1", "REHEARSE"))).isEqualTo("DECISION_EXPIRED");
    ledger.clock("2026-06-12T01:00:00.000Z");
    assertThat(ledger.send(LANE, opening("l1", "REHEARSE")))
        .isInstanceOf(Verdict.Allowed.class)
        .extracting(Verdict::notAfter)
        .isEqualTo("2026-06-12T01:00:00.000Z");
  }

  @Test
  void aSelectionLapsesWhenTheBlockersChange() {
    select("REHEARSE");
    allow(
        OWNER,
        P,
        EventType.BLOCKER_NARROWED,
        new ProgramData.BlockerNarrowed("B", "exactly this", null));
    assertThat(ledger.program("P").decisions().newestSelection())
        .get()
        .extracting(Selection::status, Selection::cause)
        .containsExactly(Selection.Status.LAPSED, "the blockers changed");
    assertThat(ledger.program("P").decisions().effectiveAt("2026-06-12T00:00:00.000Z"))
        .contains("HOLD_IT");
    assertThat(ledger.code(LANE, opening("l1", "REHEARSE"))).isEqualTo("DECISION_LAPSED");
  }

  @Test
  void aSelectionIsForgedWithoutTheOwnersKeyOrForAnotherEvent() {
    EventDraft good = signed(P, EventType.DECISION_SELECTED, selection("REHEARSE", null));
    ObjectNode moved = EventCodec.senderAttributes(good).deepCopy();
    moved.put("id", "another");
    assertThat(ledger.code(OWNER, EventCodec.draftOf(moved)))
        .isEqualTo("OWNER_APPROVAL_FABRICATED");
    ObjectNode changed = EventCodec.senderAttributes(good).deepCopy();
    ((ObjectNode) changed.get("data")).put("option", "HOLD_IT");
    assertThat(ledger.code(OWNER, EventCodec.draftOf(changed)))
        .isEqualTo("OWNER_APPROVAL_FABRICATED");
    assertThat(ledger.code(LANE, good)).isEqualTo("TYPE_NOT_ALLOWED");
  }

  @Test
  void anOptionWithAnOpenRequirementCannotBeSelected() {
    assertThat(
            ledger.code(OWNER, signed(P, EventType.DECISION_SELECTED, selection("EXECUTE", null))))
        .isEqualTo("OPTION_REQUIREMENT_UNMET");
  }

  @Test
  void aPacketThatDoesNotHoldByDefaultOrSelectsIsRefused() {
    assertThat(ledger.code(OWNER, P, EventType.PACKET_PUBLISHED, packet("p2", "EXECUTE", null)))
        .isEqualTo("DEFAULT_NOT_HOLD");
    assertThat(
            ledger.code(OWNER, P, EventType.PACKET_PUBLISHED, packet("p2", "HOLD_IT", "EXECUTE")))
        .isEqualTo("PACKET_SELECTS");
  }

  @Test
  void aLegIsDischargedOnlyByItsActorWithItsStrengthAndItsGrant() {
    EventRef proof = new EventRef(P, 0);
    assertThat(discharge(OPERATOR, "clone", Strength.SYNTHETIC_CLONE, proof))
        .isEqualTo("LEG_ACTOR_WRONG");
    assertThat(discharge(LANE, "clone", Strength.SYNTHETIC_CLONE, new EventRef(P, 99)))
        .isEqualTo("LEG_EVIDENCE_MISSING");
    assertThat(discharge(OPERATOR, "production", Strength.PRODUCTION, proof))
        .isEqualTo("LEG_REQUIREMENT_UNMET");
    assertThat(discharge(LANE, "clone", Strength.SYNTHETIC_CLONE, proof))
        .isEqualTo("LANE_NOT_YOURS");
  }

  private String discharge(String actor, String leg, Strength strength, EventRef evidence) {
    return ledger.code(
        actor,
        P,
        EventType.LEG_DISCHARGED,
        new ProgramData.LegDischarged("B", leg, strength, List.of(evidence), null));
  }

  @Test
  void theOverlapThatOnceHappenedIsRefusedAndTheNextFreeStartIsTold() {
    select("REHEARSE");
    assertThat(ledger.code(LANE, opening("l1", "REHEARSE"))).isEqualTo("ALLOW");
    Verdict verdict =
        ledger.send(
            LANE,
            ledger.draft(
                T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 289, 309, false)));
    assertThat(verdict).isInstanceOf(Verdict.Denied.class);
    Verdict.Denied denied = (Verdict.Denied) verdict;
    assertThat(denied.code()).isEqualTo("TICKET_RANGE_TAKEN");
    assertThat(denied.message()).contains("305");
    assertThat(denied.pack()).isNotNull();
    assertThat(reserve(306, 310)).isEqualTo("TICKET_RANGE_LEAVES_GAP");
    assertThat(reserve(305, 309)).isEqualTo("ALLOW");
    assertThat(reserve(305, 309)).isEqualTo("TICKET_RANGE_TAKEN");
  }

  private String reserve(long from, long to) {
    return ledger.code(
        LANE, T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", from, to, false));
  }

  @Test
  void aStreamIsOpenedOnceAndFirst() {
    assertThat(
            ledger.code(
                OWNER,
                StreamId.program("Q"),
                EventType.BLOCKER_NARROWED,
                new ProgramData.BlockerNarrowed("B", "x", null)))
        .isEqualTo("STREAM_NOT_OPEN");
    assertThat(
            ledger.code(
                OPERATOR,
                StreamId.tickets("Q", "T"),
                EventType.TICKETS_REGISTERED,
                new TicketData.Registered("T", List.of(), List.of())))
        .isEqualTo("STREAM_NOT_OPEN");
    assertThat(
            ledger.code(
                OWNER,
                P,
                EventType.PROGRAM_REGISTERED,
                new ProgramData.Registered("P", "again", null)))
        .isEqualTo("STREAM_ALREADY_OPEN");
  }

  @Test
  void whatNoPackAllowsIsDeniedAndSoIsWhoIsNotRegistered() {
    assertThat(
            ledger.code(
                OWNER,
                StreamId.LEDGER,
                EventType.PRINCIPAL_REVOKED,
                new LedgerData.PrincipalRevoked("lane:default", "r")))
        .isEqualTo("TYPE_NOT_ALLOWED");
    assertThat(
            ledger.code(
                "nobody",
                P,
                EventType.BLOCKER_NARROWED,
                new ProgramData.BlockerNarrowed("B", "x", null)))
        .isEqualTo("PRINCIPAL_UNKNOWN");
  }

  @Test
  void theFirstEventAtFaultIsNamedWithinTheBatch() {
    Verdict verdict =
        ledger.send(
            OWNER,
            ledger.draft(
                P, EventType.BLOCKER_NARROWED, new ProgramData.BlockerNarrowed("B", "x", null)),
            ledger.draft(
                P, EventType.BLOCKER_NARROWED, new ProgramData.BlockerNarrowed("C", "x", null)));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Denied.class,
            d -> {
              assertThat(d.index()).isEqualTo(1);
              assertThat(d.pointer()).isEqualTo("/1/data/blocker");
              assertThat(d.code()).isEqualTo("BLOCKER_UNKNOWN");
            });
    assertThat(ledger.program("P").blockers().blocker("B").orElseThrow().status().name())
        .isEqualTo("OPEN");
  }

  @Test
  void aLaneGoesStepByStepAndSaysNoMoreThanItMay() {
    select("REHEARSE");
    assertThat(ledger.code(LANE, opening("l1", "REHEARSE"))).isEqualTo("ALLOW");
    LaneData.StepExecuted step =
        new LaneData.StepExecuted("RX-0", "x", "clone", null, LaneData.Result.PASS, List.of());
    assertThat(ledger.code(LANE, L, EventType.LANE_STEP_EXECUTED, step))
        .isEqualTo("LANE_OUT_OF_ORDER");
    allow(
        LANE,
        L,
        EventType.LANE_PREFLIGHT_CHECKED,
        new LaneData.PreflightChecked(
            List.of(
                new LaneData.Gate("g", null, "a", "a", LaneData.Result.PASS, List.of(), null))));
    assertThat(ledger.code(LANE, L, EventType.LANE_STEP_EXECUTED, step))
        .isEqualTo("STEP_WITHOUT_ISOLATION");
    LaneData.StepExecuted realRun =
        new LaneData.StepExecuted("X", "x", "all", "REAL_RUN", LaneData.Result.PASS, List.of());
    assertThat(ledger.code(LANE, L, EventType.LANE_STEP_EXECUTED, realRun))
        .isEqualTo("ACTION_NOT_AUTHORIZED_FOR_LANE");
    assertThat(
            ledger.code(
                LANE,
                L,
                EventType.LANE_COMPLETED,
                new LaneData.Completed(LaneData.Outcome.READY, "X_PRODUCTION_PASS", null)))
        .isEqualTo("CLAIM_WORD_FORBIDDEN");
  }

  @Test
  void aLaneSealsOnlyThePacketThatTheLedgerRenders() {
    select("REHEARSE");
    assertThat(ledger.code(LANE, opening("l1", "REHEARSE"))).isEqualTo("ALLOW");
    allow(
        LANE,
        L,
        EventType.LANE_PREFLIGHT_CHECKED,
        new LaneData.PreflightChecked(
            List.of(
                new LaneData.Gate("g", null, "a", "b", LaneData.Result.FAIL, List.of(), null))));
    LaneData.SelfChecked check =
        new LaneData.SelfChecked(
            List.of(
                new LaneData.Check("stopped", LaneData.Result.PASS, List.of(new EventRef(L, 1)))));
    EventDraft last = ledger.draft(L, EventType.LANE_SELF_CHECKED, check);
    assertThat(ledger.code(LANE, last)).isEqualTo("ALLOW");
    PacketTrees.Rendered packet = ledger.packet(L);
    assertThat(seal(ZERO, packet.files())).isEqualTo("PACKET_TREE_MISMATCH");
    assertThat(seal(packet.tree(), packet.files() + 1)).isEqualTo("PACKET_TREE_MISMATCH");
    assertThat(seal(packet.tree(), packet.files())).isEqualTo("ALLOW");
  }

  private String seal(Hash tree, long files) {
    return ledger.code(
        LANE,
        L,
        EventType.LANE_PACKET_SEALED,
        new LaneData.PacketSealed("packet.v1", tree, files, LaneData.Outcome.STOPPED, "STOPPED"));
  }

  /** Recorded a moment later it would be allowed, and a replay would not deny it. */
  @Test
  void theDenialOfAnExpiryHoldsOnlyUntilTheExpiry() {
    String expires = "2026-06-13T00:00:00.000Z";
    Verdict verdict =
        ledger.send(
            OWNER,
            ledger.draft(P, EventType.DECISION_EXPIRED, new ProgramData.Expired("p1", expires)));

    assertThat(verdict).isInstanceOf(Verdict.Denied.class);
    assertThat(verdict.notAfter()).isEqualTo(expires);
  }
}
