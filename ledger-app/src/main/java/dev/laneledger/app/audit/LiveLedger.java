package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.EntryBlock;
import dev.laneledger.api.verify.EntryRanges;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.ListBlock;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.app.storage.LedgerReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that is being served, as far as it reached when it was looked at. It is read with rests,
 * so that whoever judges it on one thread takes a quarter of one processor from those it serves.
 */
final class LiveLedger implements LedgerMaterial, EntryRanges {
  private static final int PAGE = 1_000;
  private static final int RESTS = 3;

  private final LedgerReader reader;
  private final byte @Nullable [] checkpoint;
  private final long size;
  private long rested = System.nanoTime();

  /**
   * @param checkpoint the newest signed one, taken before the entries; null: there is none
   */
  LiveLedger(LedgerReader reader, byte @Nullable [] checkpoint) {
    this.reader = reader;
    this.checkpoint = checkpoint;
    this.size = reader.size();
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    for (long from = 0; from < size; from += PAGE) {
      rows(from, (int) Math.min(PAGE, size - from)).forEach(sink);
    }
  }

  @Override
  public Optional<EntryRanges> ranges() {
    return Optional.of(this);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public EntryBlock read(long from, int count) {
    return new ListBlock(rows(from, count));
  }

  private List<StoredEntry> rows(long from, int count) {
    rest();
    return reader.stored(from, count).stream().filter(row -> row.seq() < from + count).toList();
  }

  /** For three times as long as was worked since the last rest. */
  private synchronized void rest() {
    LockSupport.parkNanos(RESTS * (System.nanoTime() - rested));
    if (Thread.currentThread().isInterrupted()) {
      throw new MaterialUnusableException("the server is stopping");
    }
    rested = System.nanoTime();
  }

  @Override
  public Optional<byte[]> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  @Override
  public void blobs(Consumer<Hash> sink) {
    reader.blobs().stream().sorted().forEach(sink);
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return reader.blob(sha256);
  }
}
