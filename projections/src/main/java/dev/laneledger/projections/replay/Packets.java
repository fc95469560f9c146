package dev.laneledger.projections.replay;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.MeaningRule;
import dev.laneledger.projections.LedgerState;
import dev.laneledger.projections.render.LaneRecord;
import dev.laneledger.projections.render.PacketFile;
import dev.laneledger.projections.render.PacketRenderer;
import dev.laneledger.projections.render.ReportRenderer;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.StreamState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Renders every sealed packet again where it was sealed, and every report as of its lane's end. */
final class Packets {
  private final Divergences divergences;
  private final Map<String, List<LedgerEvent>> ofProgram = new HashMap<>();
  private final Map<StreamId, List<LedgerEvent>> ofLane = new HashMap<>();
  private final SortedMap<StreamId, ReplayReport.LaneResult> results = new TreeMap<>();
  private LedgerStream ledger = (LedgerStream) StreamState.initial(StreamId.LEDGER);

  Packets(Divergences divergences) {
    this.divergences = divergences;
  }

  /** What was rendered, by lane. */
  List<ReplayReport.LaneResult> results() {
    return List.copyOf(results.values());
  }

  /** One more event, with the states before and after it. */
  void accept(long seq, LedgerEvent event, LedgerState before, LedgerState after) {
    String program = event.source().program();
    if (event.source().kind() == StreamId.Kind.LANE) {
      if (event.payload() instanceof LaneData.PacketSealed sealed) {
        compare(seq, event, sealed, before);
      }
      ofLane.computeIfAbsent(event.source(), s -> new ArrayList<>()).add(event);
      report(event, after);
    } else if (program != null) {
      ofProgram.computeIfAbsent(program, p -> new ArrayList<>()).add(event);
    } else if (event.source().kind() == StreamId.Kind.LEDGER) {
      ledger = ledger.evolve(event);
    }
  }

  private void compare(
      long seq, LedgerEvent event, LaneData.PacketSealed sealed, LedgerState before) {
    String lane = event.source().path();
    if (!sealed.renderer().equals(PacketRenderer.NAME)) {
      divergences.add(
          MeaningRule.PACKET, seq, lane + " renderer", sealed.renderer(), PacketRenderer.NAME);
      return;
    }
    SortedMap<String, PacketFile> files = PacketRenderer.render(record(event.source(), before));
    Hash tree = PacketRenderer.tree(files);
    if (!tree.equals(sealed.packetTree())) {
      divergences.add(MeaningRule.PACKET, seq, lane + " tree", sealed.packetTree(), tree);
    }
    if (files.size() != sealed.files()) {
      divergences.add(MeaningRule.PACKET, seq, lane + " files", sealed.files(), files.size());
    }
    results.put(event.source(), result(event.source()).sealedWith(tree, files.size()));
  }

  private void report(LedgerEvent event, LedgerState after) {
    boolean ended =
        event.payload() instanceof LaneData.Completed
            || event.payload() instanceof LaneData.Stopped
            || event.payload() instanceof LaneData.Imported;
    if (ended) {
      String text = ReportRenderer.render(record(event.source(), after));
      Hash sha256 = Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
      results.put(event.source(), result(event.source()).reportedAs(sha256));
    }
  }

  private ReplayReport.LaneResult result(StreamId lane) {
    return results.getOrDefault(lane, new ReplayReport.LaneResult(lane, null, 0, null));
  }

  private LaneRecord record(StreamId lane, LedgerState state) {
    String program = Objects.requireNonNull(lane.program());
    return new LaneRecord(
        program,
        Objects.requireNonNull(lane.leaf()),
        List.copyOf(ofLane.getOrDefault(lane, List.of())),
        List.copyOf(ofProgram.getOrDefault(program, List.of())),
        state.program(program),
        ledger.packs());
  }
}
