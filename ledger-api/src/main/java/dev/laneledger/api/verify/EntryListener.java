package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.hash.Hash;

/** Hears of every entry whose bytes are an event, in order, while a ledger is verified. */
@FunctionalInterface
public interface EntryListener {
  /**
   * One more event.
   *
   * @param seq its 0-based position among the entries that belong to the ledger
   * @param chain the chain hash after it, computed from the bytes alone
   */
  void entry(long seq, Hash chain, LedgerEvent event);
}
