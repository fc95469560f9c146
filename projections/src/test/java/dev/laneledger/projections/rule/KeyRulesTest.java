package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.lane.LaneRow;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Keys that come and go after genesis, and what auditors sign with theirs. */
final class KeyRulesTest extends GovernedProgram {
  private static final KeyPair THIRD_KEY = Ledgers.key(4);
  private static final String AUDITOR = "auditor:keyed";

  private String add(String name, String person, KeyPair key, KeyPair signer) {
    LedgerData.OwnerKey added = Ledgers.ownerKey(name, person, key);
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("key").put("name", name).put("person", person).put("spki", added.spki());
    data.put("person", "owner-default").put("reason", "r");
    return ledger.code(
        OWNER, ledger.signed(StreamId.LEDGER, EventType.OWNER_KEY_ADDED, data, signer));
  }

  private String revoke(KeyPair key, KeyPair signer) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("keyid", Keys.id(Ledgers.spki(key)));
    data.put("person", "owner-default").put("reason", "r");
    return ledger.code(
        OWNER, ledger.signed(StreamId.LEDGER, EventType.OWNER_KEY_REVOKED, data, signer));
  }

  @Test
  void anOwnerAddsAnOwnerByKeyAndNobodyElseDoes() {
    assertThat(register("owner:third", "person-three")).isEqualTo("OWNER_WITHOUT_KEY");
    assertThat(add("third", "person-three", THIRD_KEY, THIRD_KEY))
        .isEqualTo("OWNER_APPROVAL_FABRICATED");
    assertThat(add("third", "person-three", Ledgers.OWNER_KEY, Ledgers.OWNER_KEY))
        .isEqualTo("OWNER_KEY_INVALID");
    assertThat(add("third", "", THIRD_KEY, Ledgers.OWNER_KEY)).isEqualTo("OWNER_KEY_INVALID");
    assertThat(add("third", "person-three", THIRD_KEY, Ledgers.OWNER_KEY)).isEqualTo("ALLOW");
    assertThat(register("owner:third", "person-three")).isEqualTo("ALLOW");
    EventDraft decided = delegation("GO", null, "person-three", THIRD_KEY);
    assertThat(ledger.code("owner:third", decided)).isEqualTo("ALLOW");
  }

  @Test
  void aRevokedOwnerKeySignsNothingMoreAndTheLastOneStays() {
    assertThat(revoke(THIRD_KEY, Ledgers.OWNER_KEY)).isEqualTo("OWNER_KEY_UNKNOWN");
    assertThat(add("default", "owner-default", THIRD_KEY, Ledgers.OWNER_KEY)).isEqualTo("ALLOW");
    assertThat(revoke(Ledgers.OWNER_KEY, THIRD_KEY)).isEqualTo("ALLOW");
    assertThat(delegate("GO", null)).isEqualTo("OWNER_APPROVAL_FABRICATED");
    assertThat(ledger.code(OWNER, delegation("GO", null, "owner-default", THIRD_KEY)))
        .isEqualTo("ALLOW");
    assertThat(revoke(Ledgers.SECOND_KEY, THIRD_KEY)).isEqualTo("ALLOW");
    assertThat(revoke(THIRD_KEY, THIRD_KEY)).isEqualTo("OWNER_KEY_LAST");
  }

  private String register(String principal, String person) {
    return register(new LedgerData.PrincipalRegistered(principal, person));
  }

  private String register(LedgerData.PrincipalRegistered principal) {
    return code(ADMIN, StreamId.LEDGER, EventType.PRINCIPAL_REGISTERED, principal);
  }

  @Test
  void onlyAnAuditorIsRegisteredWithAKey() {
    String spki = Ledgers.spki(Ledgers.AUDITOR_KEY);
    assertThat(register(new LedgerData.PrincipalRegistered("lane:x", "x", spki)))
        .isEqualTo("PRINCIPAL_KEY_INVALID");
    assertThat(register(new LedgerData.PrincipalRegistered(AUDITOR, "x", "AAAA")))
        .isEqualTo("PRINCIPAL_KEY_INVALID");
    assertThat(register(new LedgerData.PrincipalRegistered(AUDITOR, "x", spki))).isEqualTo("ALLOW");
  }

  private String attest(String actor, String person, Hash tree, KeyPair key) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("size", 1).put("chain", Samples.zero().hex()).put("root", Samples.zero().hex());
    data.put("outcome", "VERIFIED").put("person", person);
    data.putObject("packets").putObject("P").put("l1", tree.hex());
    return ledger.code(actor, ledger.signed(StreamId.LEDGER, EventType.REPLAY_ATTESTED, data, key));
  }

  private Hash sealed() {
    laneRuns();
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.FAIL));
    allowInLane(EventType.LANE_SELF_CHECKED, Samples.selfCheck(at(1)));
    Hash tree = ledger.packet(L1).tree();
    assertThat(seal(Outcome.STOPPED)).isEqualTo("ALLOW");
    return tree;
  }

  private void auditor(String principal, String person) {
    String spki = Ledgers.spki(Ledgers.AUDITOR_KEY);
    assertThat(register(new LedgerData.PrincipalRegistered(principal, person, spki)))
        .isEqualTo("ALLOW");
  }

  private List<EventRef> reproducedBy() {
    return ledger.program("P").lanes().lane("l1").map(LaneRow::reproducedBy).orElseThrow();
  }

  @Test
  void anAttestationIsSignedWithTheKeyThatTheAuditorIsRegisteredWith() {
    Hash tree = sealed();
    assertThat(attest("auditor:default", "auditor-default", tree, Ledgers.AUDITOR_KEY))
        .isEqualTo("ATTESTATION_FABRICATED");
    auditor(AUDITOR, "somebody");
    assertThat(attest(AUDITOR, "somebody", tree, Ledgers.OWNER_KEY))
        .isEqualTo("ATTESTATION_FABRICATED");
    assertThat(attest(AUDITOR, "another", tree, Ledgers.AUDITOR_KEY))
        .isEqualTo("ATTESTED_FOR_ANOTHER");
    assertThat(reproducedBy()).isEmpty();
    assertThat(attest(AUDITOR, "somebody", Samples.zero(), Ledgers.AUDITOR_KEY)).isEqualTo("ALLOW");
    assertThat(reproducedBy()).isEmpty();
    assertThat(attest(AUDITOR, "somebody", tree, Ledgers.AUDITOR_KEY)).isEqualTo("ALLOW");
    assertThat(reproducedBy()).containsExactly(ledger.events().getLast().ref());
  }

  @Test
  void nobodyReproducesALaneOfOnesOwn() {
    Hash tree = sealed();
    auditor(AUDITOR, "lane-default");
    assertThat(attest(AUDITOR, "lane-default", tree, Ledgers.AUDITOR_KEY)).isEqualTo("ALLOW");
    assertThat(reproducedBy()).isEmpty();
  }
}
