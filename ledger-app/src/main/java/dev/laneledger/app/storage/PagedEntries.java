package dev.laneledger.app.storage;

import dev.laneledger.api.event.EntryScan;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.verify.EntryBlock;
import dev.laneledger.api.verify.EntryRanges;
import dev.laneledger.api.verify.ListBlock;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of entries straight from the pages of a copy, which costs a fraction of asking SQLite row
 * by row. Where a page is not as expected, and for every entry that must be told by itself, SQLite
 * is asked: what it says is what counts.
 */
final class PagedEntries implements EntryRanges, AutoCloseable {
  /** Gives the entries of a range as SQLite reads them. */
  interface Rows {
    List<StoredEntry> range(long from, int count);
  }

  private final Pages pages;
  private final Map<String, Long> streams;
  private final Map<String, Integer> roots;
  private final long size;
  private final Rows rows;
  private final AtomicLong read = new AtomicLong();
  private final ThreadLocal<EntryPages> tables;

  /**
   * @param streams the keys of the streams by their paths
   * @param roots the first pages of the tables by their names
   */
  PagedEntries(
      Pages pages, Map<String, Long> streams, Map<String, Integer> roots, long size, Rows rows) {
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
      return new Block(from, count);
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

  private final class Block implements EntryBlock {
    private final long first;
    private final int[] at; // where each record begins; one more for the end
    private final int[] to;
    private final byte[] records;
    private final Map<StreamId, Places> places = new HashMap<>();
    private @Nullable Places newest;
    private @Nullable List<StoredEntry> entries;

    Block(long first, int count) {
      EntryPages table = tables.get();
      table.clear();
      this.first = first;
      this.at = new int[count];
      this.to = new int[count];
      for (int i = 0; i < count; i++) {
        at[i] = table.read(first + i);
        to[i] = table.used();
        Pages.require(from(i) <= to[i], "a record that is cut off");
      }
      this.records = table.records();
    }

    @Override
    public int size() {
      return at.length;
    }

    @Override
    public long seq(int index) {
      return first + index;
    }

    @Override
    public byte[] array(int index) {
      return records;
    }

    @Override
    public int from(int index) {
      return at[index] + EntryRecord.offsetOf(EntryRecord.nodes(first + index) + 1);
    }

    @Override
    public int to(int index) {
      return to[index];
    }

    @Override
    public byte[] claims(int index) {
      return records;
    }

    @Override
    public int claimsAt(int index) {
      return at[index];
    }

    @Override
    public boolean isBare(int index) {
      return false;
    }

    @Override
    public boolean isIndexed(int index, EntryScan scanned) {
      try {
        return places(scanned.source()).lead(scanned, records, first + index);
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

    @Override
    public StoredEntry entry(int index) {
      List<StoredEntry> read = entries;
      if (read == null) {
        read = rows.range(first, at.length);
        if (read.size() != at.length) {
          throw new MaterialUnusableException(
              "ledger.db must hold entries %d to %d, but SQLite reads %d of them"
                  .formatted(first, first + at.length - 1, read.size()));
        }
        entries = read;
      }
      return read.get(index);
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
