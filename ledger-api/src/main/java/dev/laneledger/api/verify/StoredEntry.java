package dev.laneledger.api.verify;

import dev.laneledger.api.hash.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry as its holder keeps it, with everything the holder claims about it. None of it is
 * believed.
 *
 * @param seq the position under which it is kept
 * @param bytes the entry; shared, never changed
 * @param leaf the leaf hash kept with it; null: none is kept
 * @param chain the chain hash kept with it; null: none is kept
 * @param subtrees the roots of the subtrees of more than one leaf that this entry completes, from
 *     level 1 up; null: none are kept
 * @param index what an index says of it; null: there is no index
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
public record StoredEntry(
    long seq,
    byte[] bytes,
    @Nullable Hash leaf,
    @Nullable Hash chain,
    @Nullable List<Hash> subtrees,
    @Nullable Index index) {

  /**
   * What the index says of one entry; a missing row is null.
   *
   * @param source the stream's path
   */
  public record Index(@Nullable String source, @Nullable Long streamseq, @Nullable String id) {}

  /** An entry of which nothing is claimed but its place. */
  public static StoredEntry bare(long seq, byte[] bytes) {
    return new StoredEntry(seq, bytes, null, null, null, null);
  }
}
