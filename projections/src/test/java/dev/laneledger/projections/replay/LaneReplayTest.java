package dev.laneledger.projections.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.Verdict.Allowed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A lane, its evidence and its packet, replayed under rules that change in between. */
final class LaneReplayTest {
  private static final String OWNER = "owner:default";
  private static final String LANE = "lane:default";
  private static final StreamId P = StreamId.program("P");
  private static final StreamId L = StreamId.lane("P", "l1");

  private final SignedLedger ledger = new SignedLedger();

  @BeforeEach
  void aLaneThatFailsAGate() {
    allow(OWNER, P, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "Test", null));
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("token", "GO").put("through", "GPT").put("person", "owner-default").put("reason", "r");
    sent(OWNER, ledger.ledger.signed(P, EventType.DECISION_DELEGATED, data, Ledgers.OWNER_KEY));
    sent(
        LANE,
        ledger.ledger.draft(P, EventType.DECISION_CONSUMED, new ProgramData.Consumed("GO", "l1")),
        ledger.ledger.draft(L, EventType.LANE_OPENED, Samples.opened("REHEARSAL_ONLY", "GO")));
    allow(LANE, L, EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(LaneData.Result.FAIL));
    allow(LANE, L, EventType.LANE_EVIDENCE_ATTACHED, Samples.evidence("notes.txt"));
    allow(LANE, L, EventType.LANE_SELF_CHECKED, Samples.selfCheck());
    ledger.attest(ledger.states("P"));
  }

  private void allow(String actor, StreamId stream, EventType type, EventData data) {
    sent(actor, ledger.ledger.draft(stream, type, data));
  }

  private void sent(String actor, EventDraft... batch) {
    assertThat(ledger.ledger.send(actor, batch)).isInstanceOf(Allowed.class);
  }

  private void seal() {
    allow(
        LANE,
        L,
        EventType.LANE_PACKET_SEALED,
        Samples.sealed(ledger.ledger.packet(L), LaneData.Outcome.STOPPED, "GATE_FAILED"));
  }

  /** Another version of a pack, which the packet does not name before it is adopted. */
  private void adoptANewerValidator() {
    RulePack old =
        Ledgers.PACKS.stream().filter(p -> p.id().equals("rollback-proof")).findFirst().get();
    String text =
        new String(old.bytes(), StandardCharsets.UTF_8).replace("version: 1", "version: 2");
    RulePack newer = RulePack.load(text.getBytes(StandardCharsets.UTF_8));
    ledger.ledger.put(newer);
    ledger.blobs.put(newer.sha256(), newer.bytes());
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("pack", newer.id()).put("sha256", newer.sha256().hex());
    data.put("supersedes", old.sha256().hex()).put("person", "owner-default").put("reason", "r");
    sent(
        OWNER,
        ledger.ledger.signed(StreamId.LEDGER, EventType.POLICY_ADOPTED, data, Ledgers.OWNER_KEY));
  }

  @Test
  void a_pack_that_was_adopted_before_the_seal_is_in_the_packet_of_the_replay_too() {
    Hash before = ledger.ledger.packet(L).tree();
    adoptANewerValidator();
    Hash after = ledger.ledger.packet(L).tree();
    assertThat(after).isNotEqualTo(before);
    seal();

    ReplayReport report = ledger.replay();
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.lanes())
        .extracting(ReplayReport.LaneResult::packetTree)
        .containsExactly(after);
  }

  @Test
  void a_pack_that_was_adopted_after_the_seal_changes_nothing_of_it() {
    Hash sealed = ledger.ledger.packet(L).tree();
    seal();
    adoptANewerValidator();

    ReplayReport report = ledger.replay();
    assertThat(report.findings()).isEmpty();
    assertThat(report.lanes())
        .extracting(ReplayReport.LaneResult::packetTree)
        .containsExactly(sealed);
  }

  @Test
  void without_attached_evidence_its_verdict_is_a_gap() {
    ledger.blobs.remove(Hash.sha256(Samples.EVIDENCE));

    ReplayReport report = ledger.replay();
    assertThat(report.verdict()).isEqualTo(Verdict.GAPS);
    assertThat(report.findings())
        .filteredOn(f -> f.kind().equals("VERDICT_UNKNOWN"))
        .extracting(Finding::subject)
        .containsExactly("evidence");
  }

  @Test
  void a_claim_in_attached_evidence_that_was_let_through_is_found() {
    byte[] claim = "PRODUCTION_PASS".getBytes(StandardCharsets.UTF_8);
    ledger.blobs.put(Hash.sha256(claim), claim);
    ledger.ledger.force(
        LANE,
        L,
        EventType.LANE_EVIDENCE_ATTACHED,
        new LaneData.EvidenceAttached("c", Hash.sha256(claim), claim.length, "text/plain", null));

    List<Finding> findings = ledger.replay().findings();
    assertThat(findings).extracting(Finding::kind).containsExactly("VERDICT");
    assertThat(findings.getFirst().actual()).startsWith("EVIDENCE_CLAIMS");
  }

  @Test
  void a_stopped_lane_leaves_the_packet_as_of_its_stop() {
    allow(OWNER, L, EventType.LANE_STOPPED, new LaneData.Stopped("abandoned", null, null));
    Hash left = ledger.ledger.packet(L).tree();
    adoptANewerValidator();
    assertThat(ledger.ledger.packet(L).tree()).isNotEqualTo(left);

    ReplayReport report = ledger.replay();
    assertThat(report.findings()).isEmpty();
    assertThat(report.lanes())
        .extracting(ReplayReport.LaneResult::packetTree)
        .containsExactly(left);
  }
}
