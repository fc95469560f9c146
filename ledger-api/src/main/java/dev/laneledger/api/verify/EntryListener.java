package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;

/** Hears of the entries whose bytes are an event, in order, while a ledger is verified. */
@FunctionalInterface
public interface EntryListener {
  /** Wants to hear of none. */
  EntryListener NONE =
      new EntryListener() {
        @Override
        public void entry(long seq, Hash chain, LedgerEvent event) {}

        @Override
        public boolean wants(StreamId source) {
          return false;
        }
      };

  /**
   * One more event.
   *
   * @param seq its 0-based position among the entries that belong to the ledger
   * @param chain the chain hash after it, computed from the bytes alone
   */
  void entry(long seq, Hash chain, LedgerEvent event);

  /**
   * Whether it must be told of the events of that stream; others need not be read into events. It
   * may be told of them as well. Asked on any thread, and always answered alike.
   */
  default boolean wants(StreamId source) {
    return true;
  }

  /** So many entries have been verified. */
  default void verified(long size) {}
}
