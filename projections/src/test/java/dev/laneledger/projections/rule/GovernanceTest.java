package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
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
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.decision.Delegation;
import dev.laneledger.projections.decision.Selection;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One attack on the invariants after the other, each with the code that stops it. */
final class GovernanceTest {
  private static final String OWNER = "owner:default";
  private static final String LANE = "lane:default";
  private static final String OTHER = "lane:other";
  private static final String OPERATOR = "operator:default";
  private static final String ADMIN = "admin:default";
  private static final StreamId P = StreamId.program("P");
  private static final StreamId T = StreamId.tickets("P", "TKT");
  private static final StreamId L1 = StreamId.lane("P", "l1");
  private static final String NEVER = "2027-01-01T00:00:00.000Z";

  private final Ledgers ledger = new Ledgers();

  @BeforeEach
  void aProgramWithABlockerAndTwoLanePrincipals() {
    principal(OTHER, "lane-other");
    allow(OWNER, P, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "Test", words()));
    allow(OWNER, P, EventType.BLOCKER_RAISED, blocker("B"));
    allow(OPERATOR, T, EventType.TICKETS_REGISTERED, history("TKT"));
    publish("p1", option("GO"), option("WAIT"), option("EXECUTE", input("dump")));
  }

  private static ProgramData.Vocabulary words() {
    return new ProgramData.Vocabulary(
        List.of("REAL_RUN", "CI_DEPLOY"), List.of("OPT_4", "REAL_RUN"), List.of("REAL_RUN"));
  }

  private static ProgramData.BlockerRaised blocker(String id) {
    return new ProgramData.BlockerRaised(
        id,
        "a proof",
        List.of(Role.LANE),
        List.of("REAL_RUN"),
        "prove it",
        List.of(
            new ProgramData.Leg("clone", Role.LANE, Strength.SYNTHETIC_CLONE, List.of()),
            new ProgramData.Leg("classification", Role.LANE, Strength.ANALYSIS, List.of()),
            new ProgramData.Leg("production", Role.LANE, Strength.PRODUCTION, List.of())));
  }

  private static TicketData.Registered history(String prefix) {
    return new TicketData.Registered(
        prefix,
        List.of(new TicketData.PastRange(1, 304, "x", TicketData.State.APPLIED, null, null)),
        List.of());
  }

  private static Requirement input(String name) {
    return new Requirement(null, null, null, name, null);
  }

  private static ProgramData.Option option(String token, Requirement... requires) {
    return new ProgramData.Option(token, List.of(requires));
  }

  private void publish(String id, ProgramData.Option... options) {
    allow(OWNER, P, EventType.PACKET_PUBLISHED, packet(id, "HOLD", options));
  }

  private static ProgramData.PacketPublished packet(
      String id, String byDefault, ProgramData.Option... options) {
    List<ProgramData.Option> all = new java.util.ArrayList<>(List.of(options));
    all.add(option(byDefault));
    return new ProgramData.PacketPublished(id, byDefault, all, 1, null);
  }

  private void principal(String principal, String person) {
    allow(
        ADMIN,
        StreamId.LEDGER,
        EventType.PRINCIPAL_REGISTERED,
        new LedgerData.PrincipalRegistered(principal, person));
  }

  private String code(String actor, StreamId stream, EventType type, EventData data) {
    return ledger.code(actor, stream, type, data);
  }

  private void allow(String actor, StreamId stream, EventType type, EventData data) {
    assertThat(code(actor, stream, type, data)).isEqualTo("ALLOW");
  }

  private void allowInLane(EventType type, EventData data) {
    allow(LANE, L1, type, data);
  }

  private String delegate(String token, @Nullable String expires) {
    return ledger.code(OWNER, delegation(token, expires, "owner-default", Ledgers.OWNER_KEY));
  }

  private EventDraft delegation(
      String token, @Nullable String expires, String person, KeyPair key) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("token", token).put("through", "GPT").put("person", person).put("reason", "r");
    return ledger.signed(
        P,
        EventType.DECISION_DELEGATED,
        expires == null ? data : data.put("expires", expires),
        key);
  }

  private String select(String packet, String option, @Nullable String expires) {
    var state = ledger.program("P");
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("packet", packet).put("option", option).put("reason", "r");
    data.put("packetSha256", sha256(state.decisions().packets().get(packet)));
    data.put("person", "owner-default");
    Hash policy = ((LedgerStream) ledger.stateOf(StreamId.LEDGER)).policy();
    data.set(
        "binds",
        EventJson.toTree(
            new ProgramData.Binds(1, Samples.zero(), state.blockersHash(), null, policy)));
    return ledger.code(
        OWNER,
        ledger.signed(
            P,
            EventType.DECISION_SELECTED,
            expires == null ? data : data.put("expires", expires),
            Ledgers.OWNER_KEY));
  }

  private static String sha256(Record packet) {
    return Hash.sha256(CanonicalJson.write(Rows.of("", packet).value())).hex();
  }

  private EventDraft consumed(String token, String lane) {
    return ledger.draft(P, EventType.DECISION_CONSUMED, new ProgramData.Consumed(token, lane));
  }

  private EventDraft opened(String token, String lane) {
    return ledger.draft(
        StreamId.lane("P", lane), EventType.LANE_OPENED, Samples.opened("REHEARSAL_ONLY", token));
  }

  private String open(String actor, String token, String lane) {
    return ledger.code(actor, consumed(token, lane), opened(token, lane));
  }

  private void laneRuns() {
    assertThat(delegate("LANE_ONE", null)).isEqualTo("ALLOW");
    assertThat(open(LANE, "LANE_ONE", "l1")).isEqualTo("ALLOW");
  }

  private void laneIsProven() {
    laneRuns();
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS));
    allowInLane(EventType.LANE_TARGET_LOCKED, Samples.lock());
    allowInLane(EventType.LANE_STEP_EXECUTED, Samples.step(null));
    allowInLane(EventType.LANE_ROLLBACK_PROVEN, Samples.proof());
    allowInLane(EventType.LANE_VALIDATED, Samples.validated(Samples.proof()));
  }

  private String discharge(String actor, String leg, Strength strength, EventRef... evidence) {
    return code(
        actor,
        P,
        EventType.LEG_DISCHARGED,
        new ProgramData.LegDischarged("B", leg, strength, List.of(evidence), null));
  }

  private static EventRef at(long streamseq) {
    return new EventRef(L1, streamseq);
  }

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
  void nobodyActsBeforeRegistrationOrAfterRevocation() {
    LedgerData.PrincipalRevoked revoked = new LedgerData.PrincipalRevoked(LANE, "lost");
    assertThat(open("lane:ghost", "GO", "l1")).isEqualTo("PRINCIPAL_UNKNOWN");
    laneRuns();
    allow(ADMIN, StreamId.LEDGER, EventType.PRINCIPAL_REVOKED, revoked);
    assertThat(code(LANE, L1, EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS)))
        .isEqualTo("PRINCIPAL_UNKNOWN");
    assertThat(code(ADMIN, StreamId.LEDGER, EventType.PRINCIPAL_REVOKED, revoked))
        .isEqualTo("PRINCIPAL_NOT_REGISTERED");
  }

  @Test
  void noAdministratorMakesAnOwnerOrChangesWhoStandsBehindAPrincipal() {
    assertThat(register("owner:evil", "owner-default")).isEqualTo("OWNER_WITHOUT_KEY");
    assertThat(register("owner:second", "somebody")).isEqualTo("OWNER_WITHOUT_KEY");
    assertThat(register("owner:second", "owner-second")).isEqualTo("ALLOW");
    assertThat(register(LANE, "another")).isEqualTo("PRINCIPAL_KNOWN");
    assertThat(register("root:x", "x")).isEqualTo("PRINCIPAL_INVALID");
    assertThat(register("lane:x", "")).isEqualTo("PRINCIPAL_INVALID");
  }

  private String register(String principal, String person) {
    return code(
        ADMIN,
        StreamId.LEDGER,
        EventType.PRINCIPAL_REGISTERED,
        new LedgerData.PrincipalRegistered(principal, person));
  }

  @Test
  void anOwnerSignsAndSendsForNobodyElse() {
    principal("owner:second", "owner-second");
    EventDraft ofSecond = delegation("GO", null, "owner-second", Ledgers.SECOND_KEY);
    assertThat(ledger.code(OWNER, ofSecond)).isEqualTo("OWNER_APPROVAL_FABRICATED");
    EventDraft otherKey = delegation("GO", null, "owner-second", Ledgers.OWNER_KEY);
    assertThat(ledger.code("owner:second", otherKey)).isEqualTo("OWNER_APPROVAL_FABRICATED");
    assertThat(ledger.code("owner:second", ofSecond)).isEqualTo("ALLOW");
  }

  @Test
  void whoDecidesDoesNotRunTheLane() {
    principal("lane:owners", "owner-default");
    assertThat(delegate("GO", null)).isEqualTo("ALLOW");
    assertThat(open("lane:owners", "GO", "l1")).isEqualTo("DECIDER_RUNS_LANE");
    assertThat(select("p1", "WAIT", null)).isEqualTo("ALLOW");
    assertThat(open("lane:owners", "WAIT", "l1")).isEqualTo("DECIDER_RUNS_LANE");
  }

  @Test
  void holdingOpensNoLane() {
    assertThat(select("p1", "HOLD", null)).isEqualTo("ALLOW");
    assertThat(open(LANE, "HOLD", "l1")).isEqualTo("HOLD_OPENS_NOTHING");
    assertThat(code(OWNER, P, EventType.PACKET_PUBLISHED, packet("p2", "HOLDING_BACK_NOTHING")))
        .isEqualTo("DEFAULT_NOT_HOLD");
    assertThat(code(OWNER, P, EventType.PACKET_PUBLISHED, packet("p2", "HOLD_")))
        .isNotEqualTo("ALLOW");
  }

  @Test
  void aLaneUsesOneDecisionEvenIfTwoStand() {
    assertThat(select("p1", "GO", null)).isEqualTo("ALLOW");
    assertThat(delegate("GO", null)).isEqualTo("ALLOW");
    assertThat(ledger.code(LANE, consumed("GO", "l1"), consumed("GO", "l1"), opened("GO", "l1")))
        .isEqualTo("LANE_HAS_DECISION");
    assertThat(ledger.code(LANE, opened("GO", "l1"), consumed("GO", "l1")))
        .isEqualTo("LANE_WITHOUT_DECISION");
    assertThat(open(LANE, "GO", "l1")).isEqualTo("ALLOW");
    assertThat(open(LANE, "GO", "l2")).isEqualTo("ALLOW");
    assertThat(open(LANE, "GO", "l3")).isEqualTo("DECISION_CONSUMED");
  }

  @Test
  void theOwnersLastWordOverrulesAnEarlierDelegation() {
    assertThat(delegate("GO", null)).isEqualTo("ALLOW");
    assertThat(select("p1", "GO", null)).isEqualTo("ALLOW");
    allow(OWNER, P, EventType.BLOCKER_RAISED, blocker("C"));
    assertThat(ledger.program("P").decisions().delegations().values())
        .extracting(Delegation::status)
        .containsExactly(Delegation.Status.LAPSED);
    assertThat(open(LANE, "GO", "l1")).isEqualTo("DECISION_LAPSED");
    assertThat(delegate("GO", null)).isEqualTo("ALLOW");
    assertThat(open(LANE, "GO", "l1")).isEqualTo("ALLOW");
  }

  @Test
  void aNewerPacketMakesTheOldSelectionLapse() {
    assertThat(select("p1", "GO", null)).isEqualTo("ALLOW");
    publish("p2", option("GO"));
    assertThat(ledger.program("P").decisions().selections().get("p1"))
        .extracting(Selection::status, Selection::cause)
        .containsExactly(Selection.Status.LAPSED, "a newer packet was published");
    assertThat(open(LANE, "GO", "l1")).isEqualTo("DECISION_LAPSED");
    assertThat(ledger.program("P").decisions().effectiveAt(ledger.now())).contains("HOLD");
  }

  @Test
  void aDelegationExpiresAndItsTokenIsAToken() {
    assertThat(delegate("GO", "2026-06-11T00:00:00.000Z")).isEqualTo("DECISION_EXPIRED");
    assertThat(delegate("go ahead", null)).isEqualTo("DECISION_TOKEN_INVALID");
    assertThat(delegate("GO", "2026-06-12T00:00:01.000Z")).isEqualTo("ALLOW");
    ledger.clock("2026-06-12T00:00:01.001Z");
    assertThat(open(LANE, "GO", "l1")).isEqualTo("DECISION_EXPIRED");
  }

  @Test
  void aVerdictOnAnExpiryHoldsUntilThatMomentAndNoLonger() {
    String expires = "2026-06-12T00:00:01.000Z";
    Verdict verdict =
        ledger.send(OWNER, delegation("GO", expires, "owner-default", Ledgers.OWNER_KEY));
    assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
    assertThat(verdict.notAfter()).isEqualTo(expires);
    Verdict late =
        ledger.send(
            OWNER,
            delegation("GO", "2026-06-11T00:00:00.000Z", "owner-default", Ledgers.OWNER_KEY));
    assertThat(late).isInstanceOf(Verdict.Denied.class);
    assertThat(late.notAfter()).isNull();
  }

  @Test
  void nobodyDeclaresADecisionExpiredOrLapsedThatIsNot() {
    assertThat(select("p1", "GO", NEVER)).isEqualTo("ALLOW");
    ProgramData.Expired expired = new ProgramData.Expired("p1", NEVER);
    assertThat(code(OPERATOR, P, EventType.DECISION_EXPIRED, expired))
        .isEqualTo("EXPIRY_NOT_REACHED");
    assertThat(code(OPERATOR, P, EventType.DECISION_LAPSED, new ProgramData.Lapsed("p1", "no")))
        .isEqualTo("LAPSE_NOT_SO");
    ledger.clock("2027-01-01T00:00:00.001Z");
    allow(OPERATOR, P, EventType.DECISION_EXPIRED, expired);
    assertThat(code(OPERATOR, P, EventType.DECISION_EXPIRED, expired))
        .isEqualTo("EXPIRY_NOT_REACHED");
  }

  @Test
  void aLaterPacketDoesNotTakeAwayWhatADelegatedOptionRequires() {
    assertThat(delegate("EXECUTE", null)).isEqualTo("ALLOW");
    publish("p2", option("EXECUTE"));
    assertThat(open(LANE, "EXECUTE", "l1")).isEqualTo("OPTION_REQUIREMENT_UNMET");
    publish("p3");
    assertThat(open(LANE, "EXECUTE", "l1")).isEqualTo("OPTION_REQUIREMENT_UNMET");
    allow(
        OPERATOR,
        P,
        EventType.DOCUMENT_PINNED,
        new ProgramData.DocumentPinned("offer", 1, null, 3, Samples.zero(), "dump", null));
    assertThat(open(LANE, "EXECUTE", "l1")).isEqualTo("ALLOW");
  }

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
        .isEqualTo("LEG_EVIDENCE_MISSING");
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

  private String seal(Outcome outcome) {
    return code(
        LANE, L1, EventType.LANE_PACKET_SEALED, Samples.sealed(ledger.packet(L1), outcome, "DONE"));
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

  @Test
  void aStreamsOwnNameAndItsEventsNameAreOne() {
    StreamId q = StreamId.program("Q");
    assertThat(
            code(
                OWNER, q, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "Q", null)))
        .isEqualTo("NAME_NOT_OF_STREAM");
    assertThat(
            code(OPERATOR, StreamId.tickets("P", "U"), EventType.TICKETS_REGISTERED, history("T")))
        .isEqualTo("NAME_NOT_OF_STREAM");
  }

  @Test
  void documentsOnlyGainRevisionsAndNotFromALane() {
    allow(OPERATOR, P, EventType.DOCUMENT_PINNED, Samples.pin("d", 24, Samples.zero()));
    Hash other = Hash.sha256(new byte[1]);
    assertThat(code(OWNER, P, EventType.DOCUMENT_PINNED, Samples.pin("d", 24, other)))
        .isEqualTo("DOCUMENT_REVISION_NOT_NEW");
    assertThat(code(LANE, P, EventType.DOCUMENT_PINNED, Samples.pin("d", 25, other)))
        .isEqualTo("TYPE_NOT_ALLOWED");
    allow(OWNER, P, EventType.DOCUMENT_PINNED, Samples.pin("d", 25, other));
  }

  @Test
  void theNumbersAreNotTakenAllAtOnce() {
    laneRuns();
    assertThat(
            code(
                LANE,
                T,
                EventType.TICKETS_RESERVED,
                new TicketData.Reserved("l1", 305, 9_999_999_999L, false)))
        .isEqualTo("TICKET_RANGE_TOO_LONG");
  }

  @Test
  void aFoldIsDecidedOnceStartsFromThePinsAndChangesThem() {
    laneRuns();
    allow(LANE, T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 305, 309, false));
    allow(LANE, T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 310, 314, false));
    allow(OPERATOR, P, EventType.DOCUMENT_PINNED, Samples.pin("registry", 24, Samples.zero()));
    Hash folded = Hash.sha256(new byte[1]);
    assertThat(fold(305, 309, 24, Samples.zero(), 25, folded)).isEqualTo("FOLD_NOT_DECIDED");
    assertThat(delegate("FOLD", null)).isEqualTo("ALLOW");
    assertThat(fold(305, 309, 23, Samples.zero(), 25, folded)).isEqualTo("FOLD_NOT_FROM_PINS");
    assertThat(fold(305, 309, 24, Samples.zero(), 24, folded)).isEqualTo("FOLD_CHANGES_NOTHING");
    assertThat(fold(305, 308, 24, Samples.zero(), 25, folded))
        .isEqualTo("TICKET_RANGE_NOT_RESERVED");
    assertThat(fold(305, 309, 24, Samples.zero(), 25, folded)).isEqualTo("ALLOW");
    assertThat(fold(310, 314, 24, Samples.zero(), 25, folded)).isEqualTo("FOLD_DECISION_USED");
  }

  private String fold(long from, long to, long before, Hash old, long after, Hash changed) {
    return code(
        OWNER,
        T,
        EventType.TICKETS_FOLDED,
        new TicketData.Folded(
            from,
            to,
            "FOLD",
            List.of(new TicketData.DocumentPin("registry", before, 3, old)),
            List.of(new TicketData.DocumentPin("registry", after, 3, changed))));
  }

  @Test
  void grantsAndLegsUseOnlyTheProgramsWords() {
    ObjectNode grant = JsonNodeFactory.instance.objectNode();
    grant.put("action", "EVERYTHING").put("person", "owner-default").put("reason", "r");
    assertThat(
            ledger.code(OWNER, ledger.signed(P, EventType.GRANT_ISSUED, grant, Ledgers.OWNER_KEY)))
        .isEqualTo("WORD_UNKNOWN");
  }

  @Test
  void anActionNeedsItsAuthorityItsGrantAndNoOpenBlocker() {
    adopt(
        laneGovernance(
            "authorities:\n",
            "authorities:\n  APPLY: {actions: [REAL_RUN, CI_DEPLOY], words: [], strengths: []}\n",
            "['REHEARSAL_ONLY',",
            "['APPLY', 'REHEARSAL_ONLY',"));
    assertThat(delegate("GO", null)).isEqualTo("ALLOW");
    EventDraft opened = ledger.draft(L1, EventType.LANE_OPENED, Samples.opened("APPLY", "GO"));
    assertThat(ledger.code(LANE, consumed("GO", "l1"), opened)).isEqualTo("ALLOW");
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS));
    allowInLane(EventType.LANE_TARGET_LOCKED, Samples.lock());
    assertThat(code(LANE, L1, EventType.LANE_STEP_EXECUTED, Samples.step("REAL_RUN")))
        .isEqualTo("ACTION_NOT_GRANTED");
    ObjectNode grant = JsonNodeFactory.instance.objectNode();
    grant.put("action", "REAL_RUN").put("person", "owner-default").put("reason", "r");
    assertThat(
            ledger.code(OWNER, ledger.signed(P, EventType.GRANT_ISSUED, grant, Ledgers.OWNER_KEY)))
        .isEqualTo("ALLOW");
    assertThat(code(LANE, L1, EventType.LANE_STEP_EXECUTED, Samples.step("CI_DEPLOY")))
        .isEqualTo("ACTION_NOT_GRANTED");
    assertThat(code(LANE, L1, EventType.LANE_STEP_EXECUTED, Samples.step("REAL_RUN")))
        .isEqualTo("ACTION_BLOCKED");
    for (String leg : List.of("clone", "classification", "production")) {
      ledger.force(
          OWNER,
          P,
          EventType.LEG_DISCHARGED,
          new ProgramData.LegDischarged("B", leg, Strength.PRODUCTION, List.of(), null));
    }
    allowInLane(EventType.LANE_STEP_EXECUTED, Samples.step("REAL_RUN"));
  }

  private static RulePack pack(String id) {
    return Ledgers.PACKS.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  /** The shipped lane-governance as version 2, with each first text replaced by the second. */
  private static RulePack laneGovernance(String... replacements) {
    String yaml = new String(pack("lane-governance").bytes(), StandardCharsets.UTF_8);
    yaml = yaml.replace("version: 1", "version: 2");
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(yaml).contains(replacements[i]);
      yaml = yaml.replace(replacements[i], replacements[i + 1]);
    }
    return RulePack.load(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private void adopt(RulePack pack) {
    ledger.put(pack);
    assertThat(adopt(OWNER, pack.id(), pack.sha256(), pack(pack.id()).sha256())).isEqualTo("ALLOW");
  }

  private String adopt(String actor, String name, Hash sha256, @Nullable Hash supersedes) {
    return code(
        actor,
        StreamId.LEDGER,
        EventType.POLICY_ADOPTED,
        new LedgerData.PolicyAdopted(name, sha256, supersedes));
  }

  @Test
  void aNewerPackIsAtHandNamesWhatItSupersedesAndDropsAndLoosensNoRule() {
    String name = "lane-governance";
    RulePack same = laneGovernance();
    Hash old = pack(name).sha256();
    assertThat(adopt(OWNER, name, same.sha256(), old)).isEqualTo("PACK_UNKNOWN");
    ledger.put(same);
    assertThat(adopt(ADMIN, name, same.sha256(), old)).isEqualTo("TYPE_NOT_ALLOWED");
    assertThat(adopt(OWNER, "tickets", same.sha256(), pack("tickets").sha256()))
        .isEqualTo("PACK_NAME_WRONG");
    assertThat(adopt(OWNER, name, same.sha256(), null)).isEqualTo("PACK_SUPERSEDES_WRONG");
    assertThat(adopt(OWNER, name, old, old)).isEqualTo("PACK_NOT_NEWER");
    RulePack dropping = laneGovernance("id: renderer-is-known", "id: renderer-is-fine");
    ledger.put(dropping);
    assertThat(adopt(OWNER, name, dropping.sha256(), old)).isEqualTo("PACK_DROPS_RULE");
    RulePack loosening =
        laneGovernance(
            "data.renderer != 'packet.v1'",
            "data.renderer == 'mine!'",
            "renderer: mine",
            "renderer: mine!");
    ledger.put(loosening);
    assertThat(adopt(OWNER, name, loosening.sha256(), old)).isEqualTo("PACK_LOOSENS_RULE");
    assertThat(adopt(OWNER, name, same.sha256(), old)).isEqualTo("ALLOW");
  }

  @Test
  void aSelectionLapsesWhenAPackIsAdopted() {
    assertThat(select("p1", "GO", null)).isEqualTo("ALLOW");
    adopt(laneGovernance());
    assertThat(open(LANE, "GO", "l1")).isEqualTo("DECISION_LAPSED");
    allow(
        OPERATOR,
        P,
        EventType.DECISION_LAPSED,
        new ProgramData.Lapsed("p1", "the adopted policy changed"));
  }

  @Test
  void aRefusalIsTheLedgersOwnEvent() {
    laneRuns();
    assertThat(
            code(
                "auditor:default",
                L1,
                EventType.REQUEST_REFUSED,
                new LedgerData.Refused("X", "r", null, null, null, LANE, Samples.zero(), 0)))
        .isEqualTo("TYPE_NOT_ALLOWED");
  }
}
