package dev.laneledger.app.readmodel;

import dev.laneledger.api.event.StreamId;
import dev.laneledger.projections.rule.LedgerStream;
import dev.laneledger.projections.rule.StreamState;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the stream {@code /ledger} said at every moment: it has few events, and they are small. */
final class LedgerHistory {
  private static final LedgerStream NOTHING = (LedgerStream) StreamState.initial(StreamId.LEDGER);

  private final ConcurrentSkipListMap<Long, LedgerStream> since = new ConcurrentSkipListMap<>();

  /** What holds from the entry at that seq on; told in order. */
  void from(long seq, LedgerStream ledger) {
    since.put(seq, ledger);
  }

  /** Takes note of the newest view; told in order. */
  void after(LedgerView view) {
    if (!view.ledger().equals(at(view.position()))) {
      from(view.position(), view.ledger());
    }
  }

  /** What held after the entry at that seq. */
  LedgerStream at(long seq) {
    var found = since.floorEntry(seq);
    return found == null ? NOTHING : found.getValue();
  }
}
