package dev.laneledger.projections.compare;

import dev.laneledger.api.merkle.HashReader;
import java.util.function.Consumer;

/** A copy of a ledger that can be read at any place. */
public interface ComparedLedger {
  /** Number of entries. */
  long size();

  /** The subtree hashes that are kept with the entries; nobody has computed them again. */
  HashReader hashes();

  /**
   * The bytes of one entry.
   *
   * @param seq from 0 to below the size
   */
  byte[] entry(long seq);

  /** Gives the bytes of every entry in order. */
  void entries(Consumer<byte[]> sink);
}
