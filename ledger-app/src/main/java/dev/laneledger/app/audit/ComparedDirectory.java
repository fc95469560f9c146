package dev.laneledger.app.audit;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.app.storage.StorageFailureException;
import dev.laneledger.projections.compare.ComparedLedger;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A directory's entries and the subtree hashes that its records keep. */
final class ComparedDirectory implements ComparedLedger {
  private static final int PAGE = 1_000;

  private final LedgerReader reader;
  private final long size;

  ComparedDirectory(LedgerReader reader) {
    this.reader = reader;
    this.size = whole(reader::size);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public HashReader hashes() {
    return this::hash;
  }

  private Hash hash(int level, long index) {
    return whole(() -> reader.hashes().hash(level, index));
  }

  @Override
  public byte[] entry(long seq) {
    return whole(() -> reader.entry(seq).orElseThrow(() -> missing(seq))).bytes();
  }

  @Override
  public void entries(Consumer<byte[]> sink) {
    for (long from = 0; from < size; from += PAGE) {
      long first = from;
      List<Entry> page = whole(() -> reader.entries(first, PAGE));
      page.forEach(entry -> sink.accept(entry.bytes()));
    }
  }

  /** A row that is not there, or that is cut off, is one that no comparison can pass. */
  private static <T> T whole(Supplier<T> read) {
    try {
      return read.get();
    } catch (StorageFailureException | IllegalArgumentException e) {
      throw new MaterialUnusableException(
          "a directory must hold its entries whole to be compared: "
              + e.getMessage()
              + ": ledger verify tells what is wrong with it",
          e);
    }
  }

  private static MaterialUnusableException missing(long seq) {
    return new MaterialUnusableException(
        "entries must follow without gaps to be compared, but %d is not there: ledger verify tells what is wrong with it"
            .formatted(seq));
  }
}
