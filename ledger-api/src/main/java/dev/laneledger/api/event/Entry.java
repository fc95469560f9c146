package dev.laneledger.api.event;

import dev.laneledger.api.hash.Hash;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One entry in its place. The bytes are shared, not copied: never change them. */
public final class Entry {
  private final long seq;
  private final Hash leaf;
  private final Hash chain;
  private final byte[] bytes;
  private final @Nullable LedgerEvent event;

  public Entry(long seq, Hash leaf, Hash chain, byte[] bytes) {
    this(seq, leaf, chain, bytes, null);
  }

  private Entry(long seq, Hash leaf, Hash chain, byte[] bytes, @Nullable LedgerEvent event) {
    this.seq = seq;
    this.leaf = leaf;
    this.chain = chain;
    this.bytes = bytes;
    this.event = event;
  }

  /** The same entry, which need not be decoded: its bytes were encoded from that event. */
  public Entry of(LedgerEvent encoded) {
    return new Entry(seq, leaf, chain, bytes, encoded);
  }

  /** 0-based position in the ledger. */
  public long seq() {
    return seq;
  }

  /** RFC 6962 leaf hash of the bytes. */
  public Hash leaf() {
    return leaf;
  }

  /** Chain hash after the entry. */
  public Hash chain() {
    return chain;
  }

  /** The canonical bytes, shared. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * The event that the bytes hold.
   *
   * @throws EventRefusedException if they are not an entry's canonical bytes
   */
  public LedgerEvent event() {
    return event == null ? EventCodec.decode(bytes) : event;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Entry that
        && seq == that.seq
        && leaf.equals(that.leaf)
        && chain.equals(that.chain)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(seq, leaf, chain, Arrays.hashCode(bytes));
  }

  @Override
  public String toString() {
    return "Entry[seq=" + seq + ", leaf=" + leaf + "]";
  }
}
