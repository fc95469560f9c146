package dev.laneledger.app.storage;

import dev.laneledger.api.verify.EntryBlock;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries that follow one another, whose {@linkplain EntryRecord records} lie in one array; an
 * entry that must be told by itself is asked of the database.
 */
abstract class RecordBlock implements EntryBlock {
  /** Gives the entries of a range as the database reads them. */
  interface Rows {
    List<StoredEntry> range(long from, int count);
  }

  private final long first;
  private final byte[] records;
  private final int[] at;
  private final int[] to;
  private final Rows rows;
  private @Nullable List<StoredEntry> entries;

  /**
   * @param at where each record begins
   * @param to where it ends
   * @throws IllegalStateException if a record ends before its entry begins
   */
  RecordBlock(long first, byte[] records, int[] at, int[] to, Rows rows) {
    this.first = first;
    this.records = records;
    this.at = at;
    this.to = to;
    this.rows = rows;
    for (int i = 0; i < at.length; i++) {
      if (from(i) > to[i]) {
        throw new IllegalStateException("a record that is cut off");
      }
    }
  }

  @Override
  public final int size() {
    return at.length;
  }

  @Override
  public final long seq(int index) {
    return first + index;
  }

  @Override
  public final byte[] array(int index) {
    return records;
  }

  @Override
  public final int from(int index) {
    return at[index] + EntryRecord.offsetOf(EntryRecord.nodes(first + index) + 1);
  }

  @Override
  public final int to(int index) {
    return to[index];
  }

  @Override
  public final byte[] claims(int index) {
    return records;
  }

  @Override
  public final int claimsAt(int index) {
    return at[index];
  }

  @Override
  public final boolean isBare(int index) {
    return false;
  }

  @Override
  public final StoredEntry entry(int index) {
    List<StoredEntry> read = entries;
    if (read == null) {
      read = rows.range(first, at.length);
      if (read.size() != at.length) {
        throw new MaterialUnusableException(
            "the database must hold entries %d to %d, but reads %d of them"
                .formatted(first, first + at.length - 1, read.size()));
      }
      entries = read;
    }
    return read.get(index);
  }
}
