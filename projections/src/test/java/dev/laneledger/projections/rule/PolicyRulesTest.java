package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Newer rule packs, and authority that one of them gives. */
final class PolicyRulesTest extends GovernedProgram {
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

  @Test
  void anOwnerSignsTheAdoptionOfExactlyThatPack() {
    RulePack pack = laneGovernance();
    ledger.put(pack);
    Hash old = pack("lane-governance").sha256();
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("pack", pack.id()).put("sha256", pack.sha256().hex()).put("supersedes", old.hex());
    data.put("person", "owner-default").put("reason", "r");
    ObjectNode other = data.deepCopy().put("sha256", Samples.zero().hex());
    EventDraft ofOther =
        ledger.signed(StreamId.LEDGER, EventType.POLICY_ADOPTED, other, Ledgers.OWNER_KEY);
    data.set("signature", ofOther.data().get("signature"));
    EventDraft moved =
        EventDraft.of(
            ofOther.id(),
            StreamId.LEDGER,
            EventType.POLICY_ADOPTED,
            EventJson.fromTree(data, LedgerData.PolicyAdopted.class));
    assertThat(ledger.code(OWNER, moved)).isEqualTo("OWNER_APPROVAL_FABRICATED");
    assertThat(adopt(OWNER, pack.id(), pack.sha256(), old)).isEqualTo("ALLOW");
  }
}
