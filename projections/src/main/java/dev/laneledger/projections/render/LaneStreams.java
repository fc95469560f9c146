package dev.laneledger.projections.render;

import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.projections.rule.PacketTrees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Renders packet trees for verdicts from the streams of a lane's program. A lane whose events name
 * files that no packet can hold has the tree of no packet.
 */
public final class LaneStreams implements PacketTrees {
  private static final Hash NO_PACKET = Hash.sha256("no packet".getBytes(StandardCharsets.UTF_8));

  private final Function<StreamId, Map<StreamId, List<LedgerEvent>>> streams;

  /**
   * @param streams gives, for a lane, its stream and its program's own and ticket streams, each
   *     whole and in order
   */
  public LaneStreams(Function<StreamId, Map<StreamId, List<LedgerEvent>>> streams) {
    this.streams = streams;
  }

  @Override
  public Rendered render(StreamId lane, List<LedgerEvent> pending, List<LedgerData.PackPin> packs) {
    Map<StreamId, List<LedgerEvent>> held = streams.apply(lane);
    SortedMap<StreamId, Long> read = new TreeMap<>();
    held.forEach((stream, events) -> read.put(stream, events.size() - 1L));
    return rendered(LaneRecord.of(lane, with(held, pending), packs), read);
  }

  private static Rendered rendered(LaneRecord laneRecord, SortedMap<StreamId, Long> read) {
    SortedMap<String, PacketFile> files = PacketRenderer.render(laneRecord);
    try {
      return new Rendered(PacketRenderer.tree(files), files.size(), read);
    } catch (IllegalArgumentException e) {
      return new Rendered(NO_PACKET, 0, read);
    }
  }

  private static Map<StreamId, List<LedgerEvent>> with(
      Map<StreamId, List<LedgerEvent>> held, List<LedgerEvent> pending) {
    Map<StreamId, List<LedgerEvent>> all = new HashMap<>();
    held.forEach((stream, events) -> all.put(stream, new ArrayList<>(events)));
    pending.forEach(e -> all.computeIfAbsent(e.source(), s -> new ArrayList<>()).add(e));
    return all;
  }
}
