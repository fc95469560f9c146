package dev.laneledger.api.verify;

import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.util.List;

/**
 * What follows from the bytes of consecutive entries alone, so that many spans can be scanned at
 * once. It is either plain, and then all of its entries are well formed, are numbered as they stand
 * and agree with everything that is kept beside them; or it is told entry by entry.
 */
sealed interface Span {
  /** Entries of a span; the last of a ledger may have fewer. */
  int SIZE = 1 << Plain.LEVEL;

  /** The first entry, by itself. */
  Examined head();

  /** Every entry, by itself. */
  List<Examined> examined();

  /** Entries among which something is found, or may be. */
  record Told(List<Examined> examined) implements Span {
    @Override
    public Examined head() {
      return examined.getFirst();
    }
  }

  /**
   * Entries that are as they should be, as far as they tell by themselves.
   *
   * @param leaves their leaf hashes, one after the other
   * @param tops the roots over every 256 of them; none if they do not begin at a multiple of SIZE
   * @param root over all of them, if they are SIZE
   * @param claims leaf, chain and subtrees as they are kept beside the last one; empty if nothing
   *     is kept beside any
   * @param chains the chain hashes that are kept beside them; empty if none are
   * @param stretches what they continue of each stream
   * @param keys what the ids' filter knows them by
   * @param events those that somebody reads
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
  record Plain(
      EntryBlock block,
      byte[] leaves,
      byte[] tops,
      byte[] root,
      byte[] claims,
      byte[] chains,
      List<Stretch> stretches,
      String firstTime,
      String lastTime,
      long[] keys,
      List<Wanted> events)
      implements Span {
    static final int LEVEL = 10;
    static final int TILE_LEVEL = 8;

    long first() {
      return block.seq(0);
    }

    int size() {
      return block.size();
    }

    /** Whether leaf, chain and subtrees are kept beside them; otherwise nothing is. */
    boolean claimed() {
      return claims.length > 0;
    }

    boolean isWhole() {
      return size() == SIZE;
    }

    Hash leaf(int index) {
      return Hash.at(leaves, index * Hash.BYTES);
    }

    Hash chain(int index) {
      return Hash.at(chains, index * Hash.BYTES);
    }

    @Override
    public Examined head() {
      return Examined.of(block.entry(0));
    }

    @Override
    public List<Examined> examined() {
      return Span.examine(block);
    }
  }

  /** Consecutive entries of one stream, others between them. */
  record Stretch(StreamId source, long first, long next) {}

  /** An event by its place in the span, and its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
  record Wanted(int index, byte[] bytes, LedgerEvent event) {}

  static List<Examined> examine(EntryBlock block) {
    Examined[] examined = new Examined[block.size()];
    for (int i = 0; i < examined.length; i++) {
      examined[i] = Examined.of(block.entry(i));
    }
    return List.of(examined);
  }
}
