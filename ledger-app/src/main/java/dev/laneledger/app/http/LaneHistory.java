package dev.laneledger.app.http;

import dev.laneledger.api.event.Entry;
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
import java.util.function.Predicate;

/** Reads the ledger from entry 0 to the point that a lane's packet or report speaks of. */
final class LaneHistory {
  private static final int PAGE = 512;
  private static final EntryFilter EVERYTHING =
      new EntryFilter(0, Integer.MAX_VALUE, null, null, null);

  private final StreamId lane;
  private final Map<StreamId, List<LedgerEvent>> streams = new TreeMap<>();
  private StreamState ledger = StreamState.initial(StreamId.LEDGER);

  private LaneHistory(StreamId lane) {
    this.lane = lane;
  }

  /** Everything before the lane's packet was sealed; everything so far if it is not sealed. */
  static LaneRecord beforeSeal(LedgerQueries queries, StreamId lane) {
    LaneHistory history = new LaneHistory(lane);
    history.read(queries, event -> history.isOwn(event, LaneData.PacketSealed.class), e -> false);
    return history.laneRecord();
  }

  /** Everything up to the lane's end; everything so far if it has not ended. */
  static LaneRecord toEnd(LedgerQueries queries, StreamId lane) {
    LaneHistory history = new LaneHistory(lane);
    history.read(
        queries,
        event -> false,
        event ->
            history.isOwn(event, LaneData.Completed.class)
                || history.isOwn(event, LaneData.Stopped.class)
                || history.isOwn(event, LaneData.Imported.class));
    return history.laneRecord();
  }

  private boolean isOwn(LedgerEvent event, Class<? extends LaneData> type) {
    return event.source().equals(lane) && type.isInstance(event.payload());
  }

  private void read(
      LedgerQueries queries, Predicate<LedgerEvent> stopBefore, Predicate<LedgerEvent> stopAfter) {
    EntryPages pages = new EntryPages(queries, EVERYTHING, PAGE);
    for (Entry entry = pages.next(); entry != null; entry = pages.next()) {
      LedgerEvent event = entry.event();
      if (stopBefore.test(event)) {
        return;
      }
      add(event);
      if (stopAfter.test(event)) {
        return;
      }
    }
  }

  private void add(LedgerEvent event) {
    StreamId source = event.source();
    if (source.equals(StreamId.LEDGER)) {
      ledger = ledger.evolve(event);
    } else if (String.valueOf(lane.program()).equals(source.program())) {
      streams.computeIfAbsent(source, s -> new ArrayList<>()).add(event);
    }
  }

  private LaneRecord laneRecord() {
    return LaneRecord.of(lane, streams, ((LedgerStream) ledger).packs());
  }
}
