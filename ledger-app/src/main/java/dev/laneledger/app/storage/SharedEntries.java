package dev.laneledger.app.storage;

import dev.laneledger.api.verify.EntryBlock;
import dev.laneledger.api.verify.EntryRanges;
import dev.laneledger.api.verify.ListBlock;

/** Ranges of the entries that a shared database held at one moment; a range is one question. */
record SharedEntries(long size, PagedEntries.Rows rows) implements EntryRanges {
  @Override
  public EntryBlock read(long from, int count) {
    return new ListBlock(rows.range(from, count));
  }
}
