package dev.laneledger.api.verify;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.StreamId;

/** Hears of the entries whose bytes are an event, in order, while a ledger is verified. */
@FunctionalInterface
public interface EntryListener {
  /** Wants to hear of none. */
  EntryListener NONE =
      new EntryListener() {
        @Override
        public void entry(Entry entry) {}

        @Override
        public boolean wants(StreamId source) {
          return false;
        }
      };

  /**
   * One more event, as an entry in its place among those that belong to the ledger: its hashes are
   * computed from the bytes alone.
   */
  void entry(Entry entry);

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
