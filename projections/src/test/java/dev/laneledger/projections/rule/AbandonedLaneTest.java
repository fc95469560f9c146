package dev.laneledger.projections.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Outcome;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.TicketData;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.packet.PacketTree;
import dev.laneledger.projections.Ledgers;
import dev.laneledger.projections.Samples;
import dev.laneledger.projections.decision.Delegation;
import dev.laneledger.projections.render.LaneRecord;
import dev.laneledger.projections.render.PacketFile;
import dev.laneledger.projections.render.PacketRenderer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A lane whose principal is gone: somebody else stops it, and what it leaves stays as it is. */
final class AbandonedLaneTest extends GovernedProgram {
  private static final LaneData.Stopped STOP =
      new LaneData.Stopped("nobody has heard of it for a day", null, null);

  private void abandoned() {
    laneRuns();
    allow(LANE, T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l1", 305, 309, false));
    allowInLane(EventType.LANE_PREFLIGHT_CHECKED, Samples.preflight(Result.PASS));
    allowInLane(EventType.LANE_EVIDENCE_ATTACHED, Samples.evidence("notes.txt"));
  }

  @Test
  void anOperatorOrTheOwnerStopsItWithAReasonAndNobodyElse() {
    abandoned();
    assertThat(code(OTHER, L1, EventType.LANE_STOPPED, STOP)).isEqualTo("LANE_NOT_YOURS");
    assertThat(code(ADMIN, L1, EventType.LANE_STOPPED, STOP)).isEqualTo("TYPE_NOT_ALLOWED");
    assertThat(code(OPERATOR, L1, EventType.LANE_STOPPED, new LaneData.Stopped("", null, null)))
        .isEqualTo("STOP_WITHOUT_REASON");
    assertThat(code(OWNER, L1, EventType.LANE_STOPPED, new LaneData.Stopped(" ", null, null)))
        .isEqualTo("STOP_WITHOUT_REASON");
    allow(OWNER, L1, EventType.LANE_STOPPED, STOP);
    assertThat(ledger.program("P").lanes().lane("l1").orElseThrow().outcome())
        .isEqualTo(Outcome.STOPPED);
  }

  @Test
  void itsDecisionStaysConsumedAndItsTicketsAreWithdrawnAndNeverReused() {
    abandoned();
    allow(OPERATOR, L1, EventType.LANE_STOPPED, STOP);
    assertThat(ledger.program("P").decisions().delegations().rows().values())
        .extracting(Delegation::status)
        .containsExactly(Delegation.Status.CONSUMED);
    assertThat(open(OTHER, "LANE_ONE", "l2")).isEqualTo("DECISION_CONSUMED");
    allow(OPERATOR, T, EventType.TICKETS_WITHDRAWN, new TicketData.Withdrawn(305, 309, "stopped"));
    assertThat(delegate("LANE_TWO", null)).isEqualTo("ALLOW");
    assertThat(open(OTHER, "LANE_TWO", "l2")).isEqualTo("ALLOW");
    assertThat(
            code(
                OTHER,
                T,
                EventType.TICKETS_RESERVED,
                new TicketData.Reserved("l2", 305, 309, false)))
        .isEqualTo("TICKET_RANGE_TAKEN");
    allow(OTHER, T, EventType.TICKETS_RESERVED, new TicketData.Reserved("l2", 310, 310, false));
  }

  @Test
  void aPacketIsLeftThatVerifiesAndSaysThatItStopped() {
    abandoned();
    allow(OPERATOR, L1, EventType.LANE_STOPPED, STOP);
    Map<String, byte[]> files = packet();
    assertThat(PacketTree.check(files)).isEmpty();
    assertThat(files).containsKeys("evidence/notes.txt", "RERUN.sh");
    assertThat(new String(files.get("lane.json"), StandardCharsets.UTF_8))
        .contains("\"stopped\": {", STOP.reason());
    files.put("evidence/notes.txt", new byte[] {'x'});
    assertThat(PacketTree.check(files)).isNotEmpty();
  }

  @Test
  void nobodySpeaksForItAnyMore() {
    abandoned();
    allow(OPERATOR, L1, EventType.LANE_STOPPED, STOP);
    assertThat(
            code(
                LANE,
                P,
                EventType.BLOCKER_NARROWED,
                new ProgramData.BlockerNarrowed("B", "two inputs", null)))
        .isEqualTo("LANE_OVER");
    assertThat(code(LANE, L1, EventType.LANE_EVIDENCE_ATTACHED, Samples.evidence("late.txt")))
        .isEqualTo("LANE_ENDED");
  }

  /** Every file of the lane's packet, as it would be unpacked. */
  private Map<String, byte[]> packet() {
    LedgerStream own = (LedgerStream) ledger.stateOf(StreamId.LEDGER);
    SortedMap<String, PacketFile> rendered =
        PacketRenderer.render(LaneRecord.of(L1, ledger.streamsOf(L1), own.packs()));
    Map<String, byte[]> files = new TreeMap<>();
    rendered.forEach((path, file) ->
        files.put(
            path,
            switch (file) {
              case PacketFile.Text text -> text.bytes();
              case PacketFile.Blob blob -> bytes(blob.sha256());
            }));
    Hash tree = PacketRenderer.tree(rendered);
    files.put(
        PacketTree.MANIFEST,
        PacketRenderer.manifest(rendered).format().getBytes(StandardCharsets.UTF_8));
    files.put(PacketTree.PIN, PacketTree.pinFile(tree).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static byte[] bytes(Hash sha256) {
    return Stream.concat(Ledgers.PACKS.stream().map(RulePack::bytes), Stream.of(Samples.EVIDENCE))
        .filter(b -> Hash.sha256(b).equals(sha256))
        .findFirst()
        .orElseThrow();
  }
}
