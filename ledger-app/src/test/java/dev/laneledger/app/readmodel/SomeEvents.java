package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.ProgramData;
import dev.laneledger.api.event.Role;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.event.Strength;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.storage.AppendRequest;
import dev.laneledger.app.storage.LedgerWriter;
import dev.laneledger.app.storage.PendingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Events of several programs, appended as the ledger's own, which no rule judges. */
final class SomeEvents {
  private final LedgerWriter writer;
  private final SplittableRandom random;
  private final List<PendingEvent> pending = new ArrayList<>();
  private int next;

  SomeEvents(LedgerWriter writer, SplittableRandom random) {
    this.writer = writer;
    this.random = random;
    append(
        StreamId.LEDGER,
        EventType.LEDGER_CREATED,
        new LedgerData.Created(
            "laneledger/1", "o" + random.nextInt(), List.of(), List.of(), List.of()));
    open(StreamId.lane("P0", "quiet"));
  }

  void append(int events) {
    for (int i = 0; i < events; i++) {
      append();
    }
    writer.append(AppendRequest.of(pending.toArray(PendingEvent[]::new)));
    pending.clear();
  }

  private void append() {
    StreamId program = StreamId.program("P" + random.nextInt(3));
    String id = String.valueOf(program.program());
    switch (random.nextInt(9)) {
      case 0 -> open(StreamId.lane(id, "l" + random.nextInt(20)));
      case 1 ->
          append(
              program,
              EventType.DOCUMENT_PINNED,
              new ProgramData.DocumentPinned(
                  "D" + random.nextInt(9), next, "r", 3, Hash.sha256(new byte[3]), "input", null));
      case 2 ->
          append(
              program,
              EventType.BLOCKER_RAISED,
              new ProgramData.BlockerRaised(
                  "B" + random.nextInt(30),
                  "s",
                  List.of(Role.OWNER),
                  List.of("PRODUCTION"),
                  "act",
                  List.of(new ProgramData.Leg("design", Role.LANE, Strength.ANALYSIS, List.of()))));
      case 3 ->
          append(
              program,
              EventType.PACKET_TREE_CLAIMED,
              new ProgramData.PacketTreeClaimed(
                  "l" + random.nextInt(20), Hash.sha256(new byte[next % 7]), "somebody"));
      case 4 ->
          append(
              StreamId.LEDGER,
              EventType.PRINCIPAL_REGISTERED,
              new LedgerData.PrincipalRegistered("lane:n" + next, "person-" + next));
      default ->
          append(
              StreamId.lane(id, "l" + random.nextInt(20)),
              EventType.LANE_SURFACE_CLASSIFIED,
              new LaneData.SurfaceClassified("ci", "UNKNOWN", null, null, null, null, null));
    }
  }

  private void open(StreamId lane) {
    append(
        lane,
        EventType.LANE_OPENED,
        new LaneData.Opened("M", "REHEARSAL_ONLY", "h", "2026-06-12", "GO"));
  }

  private void append(StreamId stream, EventType type, EventData data) {
    EventDraft draft = EventDraft.of("e" + next++, stream, type, data);
    pending.add(new PendingEvent(draft, "ledger:self", PendingEvent.NEXT));
  }
}
