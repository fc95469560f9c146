package dev.laneledger.projections.replay;

import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.MeaningRule;
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
import java.util.SortedMap;
import java.util.TreeMap;

/** Renders every sealed packet again where it was sealed, and every report as of its lane's end. */
final class Packets {
  private final Divergences divergences;
  private final Map<String, Map<StreamId, List<LedgerEvent>>> programs = new HashMap<>();
  private final SortedMap<StreamId, ReplayReport.LaneResult> results = new TreeMap<>();
  private LedgerStream ledger = (LedgerStream) StreamState.initial(StreamId.LEDGER);

  Packets(Divergences divergences) {
    this.divergences = divergences;
  }

  /** What was rendered, by lane. */
  List<ReplayReport.LaneResult> results() {
    return List.copyOf(results.values());
  }

  /** One more event of the ledger, in order. */
  void accept(long seq, LedgerEvent event) {
    StreamId source = event.source();
    if (event.payload() instanceof LaneData.PacketSealed sealed) {
      compare(seq, event, sealed);
    }
    if (source.program() != null) {
      streams(source).computeIfAbsent(source, s -> new ArrayList<>()).add(event);
      report(event);
    } else if (source.kind() == StreamId.Kind.LEDGER) {
      ledger = ledger.evolve(event);
    }
  }

  private void compare(long seq, LedgerEvent event, LaneData.PacketSealed sealed) {
    String lane = event.source().path();
    if (!sealed.renderer().equals(PacketRenderer.NAME)) {
      divergences.add(
          MeaningRule.PACKET, seq, lane + " renderer", sealed.renderer(), PacketRenderer.NAME);
      return;
    }
    SortedMap<String, PacketFile> files = PacketRenderer.render(laneRecord(event.source()));
    Hash tree = PacketRenderer.tree(files);
    if (!tree.equals(sealed.packetTree())) {
      divergences.add(MeaningRule.PACKET, seq, lane + " tree", sealed.packetTree(), tree);
    }
    if (files.size() != sealed.files()) {
      divergences.add(MeaningRule.PACKET, seq, lane + " files", sealed.files(), files.size());
    }
    results.put(event.source(), result(event.source()).sealedWith(tree, files.size()));
  }

  private void report(LedgerEvent event) {
    boolean ended =
        event.payload() instanceof LaneData.Completed
            || event.payload() instanceof LaneData.Stopped
            || event.payload() instanceof LaneData.Imported;
    if (ended) {
      String text = ReportRenderer.render(laneRecord(event.source()));
      Hash sha256 = Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
      results.put(event.source(), result(event.source()).reportedAs(sha256));
    }
  }

  private ReplayReport.LaneResult result(StreamId lane) {
    return results.getOrDefault(lane, new ReplayReport.LaneResult(lane, null, 0, null));
  }

  private LaneRecord laneRecord(StreamId lane) {
    return LaneRecord.of(lane, streams(lane), ledger.packs());
  }

  private Map<StreamId, List<LedgerEvent>> streams(StreamId ofProgram) {
    return programs.computeIfAbsent(String.valueOf(ofProgram.program()), p -> new HashMap<>());
  }
}
