package dev.laneledger.app.audit;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.app.storage.LedgerReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A ledger that is being served, as far as it reached when it was looked at. */
final class LiveLedger implements LedgerMaterial {
  private static final int PAGE = 1_000;

  private final LedgerReader reader;
  private final byte @Nullable [] checkpoint;
  private final long size;

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
    long next = 0;
    while (next < size) {
      List<Entry> page = reader.entries(next, (int) Math.min(PAGE, size - next));
      for (Entry entry : page) {
        sink.accept(
            new StoredEntry(entry.seq(), entry.bytes(), entry.leaf(), entry.chain(), null, null));
      }
      next = page.isEmpty() ? size : page.getLast().seq() + 1;
    }
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
