package dev.laneledger.projections.replay;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.MeaningRule;
import dev.laneledger.projections.render.PacketFile;
import dev.laneledger.projections.render.PacketRenderer;
import dev.laneledger.projections.render.ReportRenderer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Renders every sealed packet again where it was sealed, and every report as of its lane's end. */
final class Packets {
  private final Divergences divergences;
  private final ReportCopies copies;
  private final ProgramStreams streams;
  private final SortedMap<StreamId, ReplayReport.LaneResult> results = new TreeMap<>();

  /**
   * @param streams which this adds every event to
   */
  Packets(Divergences divergences, ProgramStreams streams, ReportCopies copies) {
    this.divergences = divergences;
    this.streams = streams;
    this.copies = copies;
  }

  /** What was rendered, by lane. */
  List<ReplayReport.LaneResult> results() {
    return List.copyOf(results.values());
  }

  /** One more event of the ledger, in order. */
  void accept(Entry entry) {
    long seq = entry.seq();
    LedgerEvent event = entry.event();
    if (event.payload() instanceof LaneData.PacketSealed sealed) {
      compare(seq, event, sealed);
    }
    streams.accept(event, entry.bytes());
    if (event.payload() instanceof LaneData.Stopped) {
      stopped(seq, event.source());
    }
    if (LaneCopies.isEnd(event)) {
      report(seq, event.source());
    }
  }

  private void compare(long seq, LedgerEvent event, LaneData.PacketSealed sealed) {
    String lane = event.source().path();
    if (!sealed.renderer().equals(PacketRenderer.NAME)) {
      divergences.add(
          MeaningRule.PACKET, seq, lane + " renderer", sealed.renderer(), PacketRenderer.NAME);
      return;
    }
    SortedMap<String, PacketFile> files;
    Hash tree;
    try {
      files = PacketRenderer.render(streams.laneRecord(event.source()));
      tree = PacketRenderer.tree(files);
    } catch (IllegalArgumentException e) { // such as a file name that no rule would allow
      divergences.add(MeaningRule.PACKET, seq, lane, "a packet", String.valueOf(e.getMessage()));
      return;
    }
    if (!tree.equals(sealed.packetTree())) {
      divergences.add(MeaningRule.PACKET, seq, lane + " tree", sealed.packetTree(), tree);
    }
    if (files.size() != sealed.files()) {
      divergences.add(MeaningRule.PACKET, seq, lane + " files", sealed.files(), files.size());
    }
    results.put(event.source(), result(event.source()).renderedAs(tree, files.size()));
    if (claimsItsGates(sealed.proposedOutcome()) && !isProbed(event)) {
      divergences.gap(GapKind.LANE_UNPROBED, seq, lane, "probes and a control that passed", "none");
    }
  }

  /** A lane that was stopped, or that applied nothing for want of an input, claims nothing. */
  private static boolean claimsItsGates(LaneData.Outcome outcome) {
    return outcome == LaneData.Outcome.READY || outcome == LaneData.Outcome.APPLIED;
  }

  private boolean isProbed(LedgerEvent seal) {
    return streams.events(seal.source()).stream()
        .anyMatch(event ->
            event.payload() instanceof LaneData.Probed probed
                && !probed.probes().isEmpty()
                && probed.control().allowed());
  }

  /** What an abandoned lane leaves: its packet as of its stop. */
  private void stopped(long seq, StreamId lane) {
    if (result(lane).packetTree() != null) {
      return;
    }
    try {
      SortedMap<String, PacketFile> files = PacketRenderer.render(streams.laneRecord(lane));
      results.put(lane, result(lane).renderedAs(PacketRenderer.tree(files), files.size()));
    } catch (IllegalArgumentException e) {
      divergences.add(
          MeaningRule.PACKET, seq, lane.path(), "a packet", String.valueOf(e.getMessage()));
    }
  }

  private void report(long seq, StreamId lane) {
    Hash sha256 = ReportCopies.hash(ReportRenderer.render(streams.laneRecord(lane)));
    copies.compare(seq, lane, sha256);
    results.put(lane, result(lane).reportedAs(sha256));
  }

  private ReplayReport.LaneResult result(StreamId lane) {
    return results.getOrDefault(lane, new ReplayReport.LaneResult(lane, null, 0, null));
  }
}
