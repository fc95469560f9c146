package dev.laneledger.app.storage;

/**
 * A complete subtree of 2^level leaves, the index-th of that size. Its root stands in the record of
 * the entry that completes it.
 */
record Subtree(int level, long index) {
  /** The entry that completes it. */
  long seq() {
    return EntryRecord.seqOf(level, index);
  }

  /** Where in that entry's record the root begins, counted from 1. */
  int from() {
    return EntryRecord.offsetOf(level) + 1;
  }

  IllegalArgumentException incomplete() {
    return new IllegalArgumentException(
        "subtree (%d, %d) must be complete, but entry %d does not exist"
            .formatted(level, index, seq()));
  }
}
