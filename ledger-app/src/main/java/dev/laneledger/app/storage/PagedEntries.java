package dev.laneledger.app.storage;

import dev.laneledger.api.event.EntryScan;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.verify.EntryBlock;
import dev.laneledger.api.verify.EntryRanges;
import dev.laneledger.api.verify.ListBlock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of entries straight from the pages of a copy, which costs a fraction of asking SQLite row
 * by row. Where a page is not as expected, and for every entry that must be told by itself, SQLite
 * is asked: what it says is what counts.
 */
final class PagedEntries implements EntryRanges, AutoCloseable {
  private final Pages pages;
  private final Map<String, Long> streams;
  private final Map<String, Integer> roots;
  private final long size;
  private final RecordBlock.Rows rows;
  private final AtomicLong read = new AtomicLong();
  private final ThreadLocal<EntryPages> tables;

  /**
   * @param streams the keys of the streams by their paths
   * @param roots the first pages of the tables by their names
   */
  PagedEntries(
      Pages pages,
      Map<String, Long> streams,
      Map<String, Integer> roots,
      long size,
      RecordBlock.Rows rows) {
    this.pages = pages;
    this.streams = streams;
    this.roots = roots;
    this.size = size;
    this.rows = rows;
    int root = roots.getOrDefault("entry", 0);
    this.tables = ThreadLocal.withInitial(() -> new EntryPages(pages, root));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public EntryBlock read(long from, int count) {
    EntryBlock block = block(from, count);
    read.addAndGet(block.size());
    return block;
  }

  private EntryBlock block(long from, int count) {
    try {
      EntryPages table = tables.get();
      table.clear();
      int[] at = new int[count];
      int[] to = new int[count];
      for (int i = 0; i < count; i++) {
        at[i] = table.read(from + i);
        to[i] = table.used();
      }
      return new Block(from, table.records(), at, to);
    } catch (IllegalStateException | IndexOutOfBoundsException e) {
      return new ListBlock(rows.range(from, count));
    }
  }

  /** Whether as many entries were read as the ends of their numbers say, or more than once. */
  boolean readAll() {
    return size > 0 && read.get() > 0 && read.get() % size == 0;
  }

  @Override
  public void close() {
    pages.close();
  }

  private final class Block extends RecordBlock {
    private final Map<StreamId, Places> places = new HashMap<>();
    private @Nullable Places newest;

    Block(long first, byte[] records, int[] at, int[] to) {
      super(first, records, at, to, rows);
    }

    @Override
    public boolean isIndexed(int index, EntryScan scanned) {
      try {
        return places(scanned.source()).lead(scanned, array(index), seq(index));
      } catch (IllegalStateException | IndexOutOfBoundsException e) {
        return false; // SQLite tells
      }
    }

    private Places places(StreamId source) {
      Places known = newest;
      if (known == null || !known.source.equals(source)) {
        known = places.computeIfAbsent(source, Places::new);
        newest = known;
      }
      return known;
    }
  }

  /** The rows of one stream in both indexes. */
  private final class Places {
    final StreamId source;
    private final @Nullable Long key;
    private final IndexPages bySequence;
    private final IndexPages byId;

    Places(StreamId source) {
      this.source = source;
      this.key = streams.get(source.path());
      this.bySequence = new IndexPages(pages, roots.getOrDefault("stream_entry", 0));
      this.byId = new IndexPages(pages, roots.getOrDefault("stream_id", 0));
    }

    /** Whether both lead to that entry. */
    boolean lead(EntryScan scanned, byte[] in, long seq) {
      return key != null
          && bySequence.find(key, scanned.streamseq()) == seq
          && byId.find(key, in, scanned.idFrom(), scanned.idTo()) == seq;
    }
  }
}
