package dev.laneledger.api.verify;

import dev.laneledger.api.event.EntryScan;
import org.jspecify.annotations.Nullable;

/**
 * Entries that follow one another, as their holder keeps them: in arrays, which are shared. For one
 * thread at a time.
 */
public interface EntryBlock {
  /** Number of entries; 0 of a range in which there are none. */
  int size();

  /** The position under which one is kept. */
  long seq(int index);

  /** The array that holds an entry's bytes, from {@link #from} to {@link #to}. */
  byte[] array(int index);

  int from(int index);

  int to(int index);

  /**
   * The array that holds what is kept beside an entry from {@link #claimsAt} on: leaf, chain and as
   * many subtree roots, from level 1 up, as the entry completes, 32 bytes each; null: not all of
   * that is kept.
   */
  byte @Nullable [] claims(int index);

  int claimsAt(int index);

  /** Whether nothing at all is kept beside an entry. */
  boolean isBare(int index);

  /** Whether an index, if there is one, says of an entry what was scanned of it. */
  boolean isIndexed(int index, EntryScan scanned);

  /** The entry by itself, with everything that is kept beside it. */
  StoredEntry entry(int index);
}
