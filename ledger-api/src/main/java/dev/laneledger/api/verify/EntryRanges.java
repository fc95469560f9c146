package dev.laneledger.api.verify;

/** The entries of a holder by ranges of the numbers under which they are kept. For any thread. */
public interface EntryRanges {
  /** After the last number; entries may be missing below it. */
  long size();

  /**
   * The entries that there are in a range, which lies within the size.
   *
   * <p>Its arrays are good until the same thread reads another range.
   *
   * @throws MaterialUnusableException if the source cannot be read
   */
  EntryBlock read(long from, int count);
}
