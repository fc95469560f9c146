package dev.laneledger.app.http;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventData;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.app.readmodel.EntryFilter;
import dev.laneledger.app.readmodel.LedgerQueries;
import dev.laneledger.projections.render.LaneRecord;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the streams that a lane's packet or report is made of, up to the point that it speaks of.
 */
public final class LaneHistory {
  private static final int PAGE = 512;

  private final LedgerQueries queries;
  private final StreamId lane;
  private final long size;

  /**
   * @param size nothing behind so many entries of the ledger is read
   */
  public LaneHistory(LedgerQueries queries, StreamId lane, long size) {
    this.queries = queries;
    this.lane = lane;
    this.size = size;
  }

  /**
   * Everything before the lane's packet was sealed; up to its stop, if it was stopped without a
   * seal; else everything so far.
   */
  LaneRecord beforeSeal() {
    for (Entry entry : entries(lane, size)) {
      if (entry.event().payload() instanceof LaneData.PacketSealed) {
        return before(entry.seq());
      }
      if (entry.event().payload() instanceof LaneData.Stopped) {
        return before(entry.seq() + 1);
      }
    }
    return before(size);
  }

  /** Everything up to the lane's end; everything so far if it has not ended. */
  public LaneRecord toEnd() {
    for (Entry entry : entries(lane, size)) {
      if (isEnd(entry.event().payload())) {
        return before(entry.seq() + 1);
      }
    }
    return before(size);
  }

  private static boolean isEnd(EventData data) {
    return data instanceof LaneData.Completed
        || data instanceof LaneData.Stopped
        || data instanceof LaneData.Imported;
  }

  private LaneRecord before(long seq) {
    StreamId program = StreamId.program(String.valueOf(lane.program()));
    List<StreamId> sources = new ArrayList<>(queries.streams(program.path() + "/tickets/"));
    sources.add(program);
    sources.add(lane);
    Map<StreamId, List<LedgerEvent>> streams = new TreeMap<>();
    for (StreamId source : sources) {
      streams.put(source, entries(source, seq).stream().map(Entry::event).toList());
    }
    StreamState ledger = StreamState.initial(StreamId.LEDGER);
    for (Entry entry : entries(StreamId.LEDGER, seq)) {
      ledger = ledger.evolve(entry.event());
    }
    return LaneRecord.of(lane, streams, ((LedgerStream) ledger).packs());
  }

  private List<Entry> entries(StreamId source, long beforeSeq) {
    EntryPages pages =
        new EntryPages(queries, new EntryFilter(0, Integer.MAX_VALUE, source, null, null), PAGE);
    List<Entry> found = new ArrayList<>();
    @Nullable Entry entry = pages.next();
    while (entry != null && entry.seq() < beforeSeq) {
      found.add(entry);
      entry = pages.next();
    }
    return found;
  }
}
