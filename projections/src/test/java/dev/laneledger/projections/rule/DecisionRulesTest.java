package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.decision.Delegation;
import dev.laneledger.projections.decision.Selection;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an owner decided, who may use it, and until when. */
final class DecisionRulesTest extends GovernedProgram {
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
    assertThat(ledger.program("P").decisions().delegations().rows().values())
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

  private String delegateTo(String through) {
    return ledger.code(OWNER, delegation("GO", null, "owner-default", Ledgers.OWNER_KEY, through));
  }

  @Test
  void aDelegationToAPrincipalIsUsedByThatPrincipalAlone() {
    assertThat(delegateTo("lane:ghost")).isEqualTo("DELEGATION_THROUGH_INVALID");
    assertThat(delegateTo(OPERATOR)).isEqualTo("DELEGATION_THROUGH_INVALID");
    assertThat(delegateTo("whoever asks first")).isEqualTo("DELEGATION_THROUGH_INVALID");
    assertThat(delegateTo("")).isEqualTo("DELEGATION_THROUGH_INVALID");
    assertThat(delegateTo(OTHER)).isEqualTo("ALLOW");
    assertThat(open(LANE, "GO", "l1")).isEqualTo("DELEGATED_TO_ANOTHER");
    assertThat(open(OTHER, "GO", "l1")).isEqualTo("ALLOW");
    assertThat(open(OTHER, "GO", "l2")).isEqualTo("DECISION_CONSUMED");
  }

  @Test
  void ofTwoDelegationsEachPrincipalUsesItsOwn() {
    assertThat(delegateTo(OTHER)).isEqualTo("ALLOW");
    assertThat(delegateTo(LANE)).isEqualTo("ALLOW");
    assertThat(open(LANE, "GO", "l1")).isEqualTo("ALLOW");
    assertThat(open(LANE, "GO", "l2")).isNotEqualTo("ALLOW");
    assertThat(open(OTHER, "GO", "l2")).isEqualTo("ALLOW");
  }

  @Test
  void aDelegationHoldsUntilANewerPacketIsPublished() {
    assertThat(delegate("GO", null)).isEqualTo("ALLOW");
    publish("p2", option("GO"));
    assertThat(open(LANE, "GO", "l1")).isEqualTo("DECISION_LAPSED");
  }

  @Test
  void aDelegatedOptionKeepsItsRequirements() {
    assertThat(delegate("EXECUTE", null)).isEqualTo("ALLOW");
    assertThat(open(LANE, "EXECUTE", "l1")).isEqualTo("OPTION_REQUIREMENT_UNMET");
    allow(
        OPERATOR,
        P,
        EventType.DOCUMENT_PINNED,
        new ProgramData.DocumentPinned("offer", 1, null, 3, Samples.zero(), "dump", null));
    assertThat(open(LANE, "EXECUTE", "l1")).isEqualTo("ALLOW");
  }

  @Test
  void grantsAndLegsUseOnlyTheProgramsWords() {
    ObjectNode grant = JsonNodeFactory.instance.objectNode();
    grant.put("action", "EVERYTHING").put("person", "owner-default").put("reason", "r");
    assertThat(
            ledger.code(OWNER, ledger.signed(P, EventType.GRANT_ISSUED, grant, Ledgers.OWNER_KEY)))
        .isEqualTo("WORD_UNKNOWN");
  }

  private void claim(String lane, Hash tree) {
    allow(
        OPERATOR,
        P,
        EventType.PACKET_TREE_CLAIMED,
        new ProgramData.PacketTreeClaimed(lane, tree, "a report"));
  }

  private void isLapsedBecauseTheTreeChanged() {
    assertThat(ledger.program("P").decisions().selections().get("p1"))
        .extracting(Selection::status, Selection::cause)
        .containsExactly(Selection.Status.LAPSED, "the packet tree changed");
    assertThat(ledger.program("P").decisions().effectiveAt(ledger.now())).contains("HOLD");
    assertThat(open(OTHER, "GO", "l2")).isEqualTo("DECISION_LAPSED");
  }

  @Test
  void aSelectionBindsATreeThatTheNamedLaneHas() {
    Hash tree = Hash.sha256(new byte[1]);
    assertThat(select("p1", "GO", null, "l1", tree)).isEqualTo("SELECTION_TREE_UNKNOWN");
    claim("l1", tree);
    assertThat(select("p1", "GO", null, "l1", Samples.zero())).isEqualTo("SELECTION_TREE_UNKNOWN");
    assertThat(select("p1", "GO", null, "l2", tree)).isEqualTo("SELECTION_TREE_UNKNOWN");
    assertThat(select("p1", "GO", null, null, tree)).isEqualTo("SELECTION_TREE_UNKNOWN");
    assertThat(select("p1", "GO", null, "l1", null)).isEqualTo("SELECTION_TREE_UNKNOWN");
    assertThat(select("p1", "GO", null, "l1", tree)).isEqualTo("ALLOW");
    claim("l2", Samples.zero());
    claim("l1", tree);
    assertThat(open(LANE, "GO", "l2")).isEqualTo("ALLOW");
  }

  @Test
  void aSelectionLapsesWhenAnotherTreeIsClaimedOfItsLane() {
    Hash tree = Hash.sha256(new byte[1]);
    claim("l1", tree);
    assertThat(select("p1", "GO", null, "l1", tree)).isEqualTo("ALLOW");
    claim("l1", Samples.zero());
    isLapsedBecauseTheTreeChanged();
    claim("l1", tree);
    isLapsedBecauseTheTreeChanged();
  }

  @Test
  void aSelectionLapsesWhenItsLaneSealsAnotherTree() {
    laneRuns();
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.FAIL));
    allowInLane(EventType.LANE_SELF_CHECKED, Samples.selfCheck(at(1)));
    Hash tree = Hash.sha256(new byte[1]);
    claim("l1", tree);
    assertThat(select("p1", "GO", null, "l1", tree)).isEqualTo("ALLOW");
    assertThat(seal(Outcome.STOPPED)).isEqualTo("ALLOW");
    isLapsedBecauseTheTreeChanged();
    allow(
        OPERATOR,
        P,
        EventType.DECISION_LAPSED,
        new ProgramData.Lapsed("p1", "the packet tree changed"));
  }

  @Test
  void aSelectionRestsOnWhatALaneSealedWhateverIsClaimed() {
    laneRuns();
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.FAIL));
    allowInLane(EventType.LANE_SELF_CHECKED, Samples.selfCheck(at(1)));
    Hash claimed = Hash.sha256(new byte[1]);
    claim("l1", claimed);
    Hash sealed = ledger.packet(L1).tree();
    assertThat(seal(Outcome.STOPPED)).isEqualTo("ALLOW");
    assertThat(select("p1", "GO", null, "l1", claimed)).isEqualTo("SELECTION_TREE_UNKNOWN");
    assertThat(select("p1", "GO", null, "l1", sealed)).isEqualTo("ALLOW");
    assertThat(open(OTHER, "GO", "l2")).isEqualTo("ALLOW");
  }
}
