package dev.laneledger.api.verify;

import dev.laneledger.api.event.EntryScan;
import dev.laneledger.api.hash.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block of entries that were read one by one. */
public final class ListBlock implements EntryBlock {
  private final List<StoredEntry> entries;
  private final byte[][] claims;

  public ListBlock(List<StoredEntry> entries) {
    this.entries = List.copyOf(entries);
    this.claims = this.entries.stream().map(ListBlock::claims).toArray(byte[][]::new);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public long seq(int index) {
    return entries.get(index).seq();
  }

  @Override
  public byte[] array(int index) {
    return entries.get(index).bytes();
  }

  @Override
  public int from(int index) {
    return 0;
  }

  @Override
  public int to(int index) {
    return array(index).length;
  }

  @Override
  public byte @Nullable [] claims(int index) {
    return claims[index];
  }

  private static byte @Nullable [] claims(StoredEntry entry) {
    List<Hash> subtrees = entry.subtrees();
    Hash leaf = entry.leaf();
    Hash chain = entry.chain();
    if (leaf == null
        || chain == null
        || subtrees == null
        || subtrees.size() < Long.numberOfTrailingZeros(~entry.seq())) {
      return null;
    }
    byte[] bytes = new byte[(2 + subtrees.size()) * Hash.BYTES];
    leaf.copyTo(bytes, 0);
    chain.copyTo(bytes, Hash.BYTES);
    for (int i = 0; i < subtrees.size(); i++) {
      subtrees.get(i).copyTo(bytes, (2 + i) * Hash.BYTES);
    }
    return bytes;
  }

  @Override
  public int claimsAt(int index) {
    return 0;
  }

  @Override
  public boolean isBare(int index) {
    StoredEntry entry = entries.get(index);
    return entry.leaf() == null && entry.chain() == null && entry.subtrees() == null;
  }

  @Override
  public boolean isIndexed(int index, EntryScan scanned) {
    StoredEntry.Index said = entries.get(index).index();
    return said == null
        || (scanned.source().path().equals(said.source())
            && said.streamseq() != null
            && said.streamseq() == scanned.streamseq()
            && isId(said.id(), array(index), scanned));
  }

  private static boolean isId(@Nullable String id, byte[] bytes, EntryScan scanned) {
    return id != null && id.equals(scanned.id(bytes));
  }

  @Override
  public StoredEntry entry(int index) {
    return entries.get(index);
  }
}
