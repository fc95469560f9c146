package dev.laneledger.api.verify;

/** The entries of a holder who keeps them numbered from 0 without gaps. For any thread. */
public interface EntryRanges {
  /** Number of entries. */
  long size();

  /**
   * The entries of a range, which lies within the size.
   *
   * @throws MaterialUnusableException if the source cannot be read
   */
  EntryBlock read(long from, int count);
}
