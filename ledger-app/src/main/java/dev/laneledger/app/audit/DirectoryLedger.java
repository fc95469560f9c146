package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.verify.EntryRanges;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerRule;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerSnapshot;
import dev.laneledger.app.storage.LedgerUnusableException;
import dev.laneledger.app.storage.SharedDatabase;
import dev.laneledger.app.storage.StorageFailureException;
import dev.laneledger.app.storage.StoredRows;
import dev.laneledger.projections.compare.ComparedLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A ledger's own directory, read from a copy, or a node's with the database that it shares. */
final class DirectoryLedger implements OfflineLedger {
  private final Optional<byte[]> checkpoint;
  private final BesideFiles beside;
  private final List<String> timestamps = new ArrayList<>();
  private final LedgerSnapshot snapshot;
  private final StoredRows rows;

  /** Takes what is signed first, so that the entries reach at least as far as it does. */
  DirectoryLedger(Path directory, @Nullable String jdbcUrl) {
    this.beside = new BesideFiles(directory);
    this.checkpoint = beside.read(Layout.CHECKPOINT);
    beside.names(Layout.TIMESTAMPS, timestamps::add);
    this.snapshot =
        readable(() ->
            jdbcUrl == null
                ? LedgerDirectory.read(directory)
                : LedgerDirectory.read(SharedDatabase.of(jdbcUrl)));
    this.rows = readable(snapshot::rows);
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    readable(() -> {
      rows.entries(sink);
      return true;
    });
  }

  @Override
  public Optional<EntryRanges> ranges() {
    return readable(rows::ranges);
  }

  @Override
  public Optional<byte[]> checkpoint() {
    return checkpoint;
  }

  @Override
  public void blobs(Consumer<Hash> sink) {
    readable(() -> {
      rows.blobs(sink);
      return true;
    });
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return readable(() -> snapshot.reader().blob(sha256));
  }

  @Override
  public void parts(String prefix, Consumer<String> sink) {
    if (prefix.equals(Layout.TIMESTAMPS)) {
      timestamps.forEach(sink);
    } else {
      beside.names(prefix, sink);
    }
  }

  @Override
  public Optional<byte[]> part(String name) {
    return beside.read(name);
  }

  @Override
  public List<Finding> flaws() {
    List<Finding> flaws = new ArrayList<>();
    surplus("stream_entry", readable(rows::surplusStreamRows)).ifPresent(flaws::add);
    surplus("stream_id", readable(rows::surplusIdRows)).ifPresent(flaws::add);
    return flaws;
  }

  private static Optional<Finding> surplus(String table, long rows) {
    return rows <= 0
        ? Optional.empty()
        : Optional.of(
            new Finding.OfLedger(
                LedgerRule.INDEX_EXTRA,
                Finding.NO_ENTRY,
                table,
                "one row for each entry",
                rows + " more"));
  }

  @Override
  public ComparedLedger compared() {
    return new ComparedDirectory(snapshot.reader());
  }

  @Override
  public void close() {
    rows.close();
    snapshot.close();
  }

  private static <T> T readable(Supplier<T> read) {
    try {
      return read.get();
    } catch (LedgerUnusableException | StorageFailureException e) {
      throw new MaterialUnusableException(String.valueOf(e.getMessage()), e);
    }
  }
}
