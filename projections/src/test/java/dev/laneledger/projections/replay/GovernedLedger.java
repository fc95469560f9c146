package dev.laneledger.projections.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventRef;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Rows;
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.RulePack;
import dev.laneledger.projections.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ledger with everything that a replay computes again: a signed choice, a lane from its opening
 * to its end, refusals of the format, of a role and of packs, an adopted pack, attestations.
 */
final class GovernedLedger {
  private static final String OWNER = "owner:default";
  private static final String LANE = "lane:default";
  private static final StreamId P = StreamId.program("P");
  private static final StreamId L = StreamId.lane("P", "l1");

  private final SignedLedger kept = new SignedLedger();

  private GovernedLedger() {}

  static SignedLedger create() {
    GovernedLedger governed = new GovernedLedger();
    governed.decided();
    governed.rehearsed();
    governed.ended();
    governed.adopted();
    return governed.kept;
  }

  private void decided() {
    allowed(OWNER, P, EventType.PROGRAM_REGISTERED, new ProgramData.Registered("P", "P", null));
    refused("lane:ghost", L, EventType.LANE_STEP_EXECUTED, Samples.step(null));
    refused(LANE, L, EventType.LANE_STEP_EXECUTED, Samples.step(null));
    refused(LANE, P, EventType.DOCUMENT_PINNED, Samples.pin("d", 1, Samples.zero()));
    allowed(
        OWNER,
        P,
        EventType.PACKET_PUBLISHED,
        new ProgramData.PacketPublished(
            "p1",
            "HOLD",
            List.of(
                new ProgramData.Option("HOLD", List.of()), new ProgramData.Option("GO", List.of())),
            1,
            null));
    allowed(OWNER, selection());
    kept.attest(kept.states("P"));
  }

  private EventDraft selection() {
    var state = kept.ledger.program("P");
    Hash policy = ((LedgerStream) kept.ledger.stateOf(StreamId.LEDGER)).policy();
    Hash first = MerkleTree.leafHash(kept.material().bytes().getFirst());
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("packet", "p1").put("option", "GO").put("reason", "r").put("person", "owner-default");
    var packet = Rows.of("", state.decisions().packets().get("p1"));
    data.put("packetSha256", Hash.sha256(CanonicalJson.write(packet.value())).hex());
    data.set(
        "binds", EventJson.toTree(new ProgramData.Binds(1, first, state.blockersHash(), policy)));
    return kept.ledger.signed(P, EventType.DECISION_SELECTED, data, Ledgers.OWNER_KEY);
  }

  private void rehearsed() {
    kept.ledger.clock("2026-06-12T00:00:01.000Z");
    allowed(
        LANE,
        kept.ledger.draft(P, EventType.DECISION_CONSUMED, new ProgramData.Consumed("GO", "l1")),
        kept.ledger.draft(L, EventType.LANE_OPENED, Samples.opened("REHEARSAL_ONLY", "GO")));
    inLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(LaneData.Result.PASS));
    inLane(EventType.LANE_TARGET_LOCKED, Samples.lock());
    inLane(EventType.LANE_STEP_EXECUTED, Samples.step(null));
    inLane(EventType.LANE_ROLLBACK_PROVEN, Samples.proof());
    inLane(EventType.LANE_VALIDATED, Samples.validated(Samples.proof()));
    refused(LANE, L, EventType.LANE_STEP_EXECUTED, Samples.step("REAL_RUN"));
    kept.attest(kept.states("P"));
  }

  private void ended() {
    kept.ledger.clock("2026-06-12T00:00:02.000Z");
    EventRef refusal = new EventRef(L, 6);
    inLane(
        EventType.LANE_PROBED,
        Samples.probed(refusal, "ACTION_NOT_AUTHORIZED_FOR_LANE", new EventRef(L, 3)));
    inLane(EventType.LANE_SURFACES_ATTESTED, Samples.attested());
    inLane(EventType.LANE_SELF_CHECKED, Samples.selfCheck(new EventRef(L, 2)));
    inLane(
        EventType.LANE_PACKET_SEALED,
        Samples.sealed(kept.ledger.packet(L), LaneData.Outcome.READY, "DONE"));
    inLane(EventType.LANE_COMPLETED, new LaneData.Completed(LaneData.Outcome.READY, "DONE", null));
    refused(LANE, L, EventType.LANE_EVIDENCE_ATTACHED, Samples.evidence("late"));
  }

  private void adopted() {
    kept.ledger.clock("2026-06-12T00:00:03.000Z");
    RulePack old =
        Ledgers.PACKS.stream().filter(p -> p.id().equals("tickets")).findFirst().orElseThrow();
    String text = new String(old.bytes(), StandardCharsets.UTF_8);
    String next = text.replace("version: " + old.version(), "version: " + (old.version() + 1));
    RulePack pack = RulePack.load(next.getBytes(StandardCharsets.UTF_8));
    kept.ledger.put(pack);
    kept.blobs.put(pack.sha256(), pack.bytes());
    allowed(OWNER, adoption(pack, old));
    assertThat(kept.send(OWNER, adoption(pack, old))).isInstanceOf(Verdict.Denied.class);
    kept.attest(kept.states("P"));
  }

  private EventDraft adoption(RulePack pack, RulePack old) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("pack", pack.id()).put("sha256", pack.sha256().hex()).put("reason", "r");
    data.put("supersedes", old.sha256().hex()).put("person", "owner-default");
    return kept.ledger.signed(StreamId.LEDGER, EventType.POLICY_ADOPTED, data, Ledgers.OWNER_KEY);
  }

  private void inLane(EventType type, LaneData data) {
    allowed(LANE, L, type, data);
  }

  private void allowed(String actor, StreamId stream, EventType type, EventData data) {
    allowed(actor, kept.ledger.draft(stream, type, data));
  }

  private void allowed(String actor, EventDraft... batch) {
    assertThat(kept.send(actor, batch)).isInstanceOf(Verdict.Allowed.class);
  }

  private void refused(String actor, StreamId stream, EventType type, EventData data) {
    assertThat(kept.send(actor, stream, type, data)).isInstanceOf(Verdict.Denied.class);
  }
}
