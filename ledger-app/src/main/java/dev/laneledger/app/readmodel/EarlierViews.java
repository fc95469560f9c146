package dev.laneledger.app.readmodel;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Some of the views that once were the newest, spread evenly over the ledger, so that any other
 * view of the past is folded from one that is not far before it. They share what did not change.
 */
final class EarlierViews {
  static final int MOST = 64;

  private final NavigableMap<Long, LedgerView> kept = new TreeMap<>();
  private long spacing = 256;

  /** Keeps the view if the last one that was kept is far enough before it. */
  synchronized void offer(LedgerView view) {
    long last = kept.isEmpty() ? -1 : kept.lastKey();
    if (view.position() < last + spacing) {
      return;
    }
    kept.put(view.position(), view);
    if (kept.size() > MOST) {
      spacing *= 2;
      thinOut();
    }
  }

  /** Every second one goes. */
  private void thinOut() {
    boolean[] drop = {false};
    kept.keySet().removeIf(position -> drop[0] = !drop[0]);
  }

  /** The last one that was kept at that position or before it; the empty view if there is none. */
  synchronized LedgerView before(long position) {
    var found = kept.floorEntry(position);
    return found == null ? LedgerView.EMPTY : found.getValue();
  }
}
