package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.note.EntryBundle;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.TileHashReader;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.projections.compare.ComparedLedger;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The entries of a bundle or a published tree, and the hash tiles beside them. */
final class ComparedTiles implements ComparedLedger {
  private final Function<String, Optional<byte[]>> files;
  private final long size;
  private final TileHashReader hashes;
  private @Nullable TilePath newest;
  private byte[] newestBytes = new byte[0];

  /**
   * @param files reads the file of a name
   * @param size number of entries that the files hold
   */
  ComparedTiles(Function<String, Optional<byte[]>> files, long size) {
    this.files = files;
    this.size = size;
    this.hashes = new TileHashReader(size, this::hashTile);
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
    try {
      return hashes.hash(level, index);
    } catch (NoteException e) {
      throw unusable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public byte[] entry(long seq) {
    return tile(seq).get((int) (seq % TilePath.FULL));
  }

  @Override
  public void entries(Consumer<byte[]> sink) {
    for (long first = 0; first < size; first += TilePath.FULL) {
      tile(first).forEach(sink);
    }
  }

  /** Leaf after leaf is asked for from one tile: the newest one is kept. */
  private byte[] hashTile(TilePath path) {
    if (!path.equals(newest)) {
      newestBytes = require(path.path());
      newest = path;
    }
    return newestBytes;
  }

  private List<byte[]> tile(long seq) {
    TilePath path = TilePath.ofEntry(seq, size);
    try {
      List<byte[]> entries = EntryBundle.decode(require(path.path()));
      if (entries.size() == path.width()) {
        return entries;
      }
      throw unusable(
          "%s must hold %d entries, but holds %d"
              .formatted(path.path(), path.width(), entries.size()));
    } catch (NoteException e) {
      throw unusable(path.path() + ": " + e.getMessage());
    }
  }

  private byte[] require(String name) {
    return files.apply(name).orElseThrow(() -> unusable(name + " is not there"));
  }

  private static MaterialUnusableException unusable(String what) {
    return new MaterialUnusableException(
        "a copy must hold its tiles whole to be compared: %s: ledger verify tells what is wrong with it"
            .formatted(what));
  }
}
