package dev.laneledger.app.storage;

import dev.laneledger.api.event.EntryScan;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.verify.EntryBlock;
import dev.laneledger.api.verify.EntryRanges;
import dev.laneledger.api.verify.ListBlock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of the entries that a shared database held at one moment: each is copied out of it at
 * once, which costs a fraction of asking for rows. Where a range is not as expected, and for every
 * entry that must be told by itself, rows are asked for: what they say is what counts.
 */
final class SharedEntries implements EntryRanges {
  private static final String COPY =
      "COPY (SELECT %s FROM entry WHERE seq >= %d AND seq < %d ORDER BY seq)"
          + " TO STDOUT (FORMAT binary)";

  private final ReadPool pool;
  private final long size;
  private final Map<String, Long> streams;
  private final RecordBlock.Rows rows;
  private final ThreadLocal<CopiedRows> copies = ThreadLocal.withInitial(CopiedRows::new);

  /**
   * @param streams the keys of the streams by their paths
   */
  SharedEntries(ReadPool pool, long size, Map<String, Long> streams, RecordBlock.Rows rows) {
    this.pool = pool;
    this.size = size;
    this.streams = streams;
    this.rows = rows;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public EntryBlock read(long from, int count) {
    try {
      return copy(from, count);
    } catch (IllegalStateException | StorageFailureException e) {
      return new ListBlock(rows.range(from, count));
    }
  }

  private EntryBlock copy(long from, int count) {
    CopiedRows copied = copies.get();
    String copy = COPY.formatted(CopiedRows.COLUMNS, from, from + count);
    pool.read(session -> {
      copied.clear(); // it is asked once more over another connection if this one is lost
      return session.copy(copy, copied);
    });
    int[] row = new int[count];
    int[] at = new int[count];
    int[] to = new int[count];
    copied.find(from, row, at, to);
    return new Block(from, copied, row, at, to);
  }

  private final class Block extends RecordBlock {
    private final CopiedRows copied;
    private final int[] row;
    private @Nullable StreamId newest;
    private @Nullable Long key;

    Block(long first, CopiedRows copied, int[] row, int[] at, int[] to) {
      super(first, copied.bytes(), at, to, rows);
      this.copied = copied;
      this.row = row;
    }

    @Override
    public boolean isIndexed(int index, EntryScan scanned) {
      Long stream = key(scanned.source());
      return stream != null
          && copied.stream(row[index]) == stream
          && copied.streamseq(row[index]) == scanned.streamseq()
          && copied.hasId(row[index], array(index), scanned.idFrom(), scanned.idTo());
    }

    private @Nullable Long key(StreamId source) {
      if (!source.equals(newest)) {
        newest = source;
        key = streams.get(source.path());
      }
      return key;
    }
  }
}
