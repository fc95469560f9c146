package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerRule;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.projections.compare.ComparedLedger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A ledger in the files of the one layout, which the package describes. */
final class TiledLedger implements OfflineLedger {
  /** From here on the order of names is no longer that of numbers: 256,000,000 entries. */
  private static final long MAX_TILES = 1_000_000;

  private static final int KEPT_FLAWS = 1_000;

  /** The hash tile of a level that was read last. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier: never compared
  private record HashTile(long index, byte[] hashes) {}

  private final TileFiles files;
  private final Supplier<List<Finding>> container;
  private final Optional<byte[]> checkpoint;
  private final Map<Integer, HashTile> newest = new HashMap<>();
  private final List<Finding> flaws = new ArrayList<>();
  private boolean hashesOnly;

  /**
   * @param container compares what no hash covers, at the end
   */
  TiledLedger(TileFiles files, Supplier<List<Finding>> container) {
    this.files = files;
    this.container = container;
    this.checkpoint = files.read(Layout.CHECKPOINT);
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    flaws.clear();
    if (files.lists()) {
      listed(sink);
    } else {
      covered(sink);
    }
  }

  /** Every tile that is there, of two for the same place the wider one. */
  private void listed(Consumer<StoredEntry> sink) {
    List<TilePath> waiting = new ArrayList<>();
    files.names(
        Layout.ENTRIES,
        name -> {
          TilePath path = Layout.tile(name).orElse(null);
          if (path == null) {
            return; // not a tile's name: the comparison of the container tells
          }
          if (!waiting.isEmpty() && waiting.getFirst().index() < path.index()) {
            tile(waiting.removeFirst(), sink);
          }
          requireInOrder(path, waiting.isEmpty() ? null : waiting.removeFirst());
          waiting.add(path);
        });
    if (waiting.isEmpty()) {
      throw new MaterialUnusableException(
          "a bundle must hold entries under tile/entries/, but this holds none");
    }
    tile(waiting.getFirst(), sink);
  }

  private static void requireInOrder(TilePath path, @Nullable TilePath before) {
    if (path.index() >= MAX_TILES || (before != null && path.index() < before.index())) {
      throw new MaterialUnusableException(
          "a bundle's tiles must be numbered below %d, in order, but one is %s"
              .formatted(MAX_TILES, path.path()));
    }
  }

  /** The tiles that the checkpoint covers, up to the first that is not there. */
  private void covered(Consumer<StoredEntry> sink) {
    long size = signedSize();
    if (size == 0) {
      throw new MaterialUnusableException(
          "a published tree is read as far as its checkpoint says, but that is not a checkpoint over entries");
    }
    for (long first = 0; first < size; first += TilePath.FULL) {
      TilePath path = TilePath.ofEntry(first, size);
      Optional<byte[]> tile = files.read(path.path());
      hashesOnly = tile.isEmpty() && first == 0;
      if (tile.isEmpty()) {
        return;
      }
      tile(path, tile.get(), sink);
    }
  }

  @Override
  public boolean isHashesOnly() {
    return hashesOnly;
  }

  private void tile(TilePath path, Consumer<StoredEntry> sink) {
    files.read(path.path()).ifPresent(bytes -> tile(path, bytes, sink));
  }

  /** Where a length is wrong, what is left is taken as one entry, to be judged as such. */
  private void tile(TilePath path, byte[] tile, Consumer<StoredEntry> sink) {
    long first = path.index() * TilePath.FULL;
    int count = 0;
    int at = 0;
    while (at < tile.length && count < TilePath.FULL) {
      int start = Math.min(at + 2, tile.length);
      int length = start < at + 2 ? 0 : (tile[at] & 0xff) << 8 | (tile[at + 1] & 0xff);
      at = Math.min(start + length, tile.length);
      sink.accept(StoredEntry.bare(first + count, Arrays.copyOfRange(tile, start, at)));
      count++;
    }
    if (count != path.width() || at < tile.length) {
      String more = at < tile.length ? " and " + (tile.length - at) + " bytes" : "";
      flaw(first, path, path.width() + " entries", count + " entries" + more);
    }
  }

  @Override
  public Optional<byte[]> checkpoint() {
    return checkpoint;
  }

  @Override
  public void blobs(Consumer<Hash> sink) {
    files.names(Layout.BLOBS, name -> Layout.blob(name).ifPresent(sink));
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return files.read(Layout.BLOBS + sha256.hex());
  }

  @Override
  public Optional<Hash> tileHash(int level, long index) {
    long tile = index / TilePath.FULL;
    HashTile read = newest.get(level);
    if (read == null || read.index() != tile) {
      read = new HashTile(tile, hashes(level, tile));
      newest.put(level, read);
    }
    int at = (int) (index % TilePath.FULL) * Hash.BYTES;
    byte[] hashes = read.hashes();
    return at + Hash.BYTES <= hashes.length
        ? Optional.of(Hash.of(Arrays.copyOfRange(hashes, at, at + Hash.BYTES)))
        : Optional.empty();
  }

  private byte[] hashes(int level, long tile) {
    TilePath path = path(level, tile).orElse(null);
    byte[] hashes = path == null ? new byte[0] : files.read(path.path()).orElse(new byte[0]);
    if (path != null && hashes.length > 0 && hashes.length != path.width() * Hash.BYTES) {
      flaw(tile, path, path.width() * Hash.BYTES + " bytes", hashes.length + " bytes");
    }
    return hashes;
  }

  private Optional<TilePath> path(int level, long tile) {
    if (!files.lists()) {
      long hashes = TilePath.hashes(level, signedSize()) - tile * TilePath.FULL;
      int width = (int) Math.min(TilePath.FULL, hashes);
      return width < 1 ? Optional.empty() : Optional.of(new TilePath(level, tile, width));
    }
    List<TilePath> found = new ArrayList<>();
    files.names(
        new TilePath(level, tile, TilePath.FULL).path(),
        name -> Layout.tile(name).filter(path -> path.index() == tile).ifPresent(found::add));
    return found.stream().max((a, b) -> Integer.compare(a.width(), b.width()));
  }

  private long signedSize() {
    try {
      byte[] note = checkpoint.orElse(new byte[0]);
      return Checkpoint.parse(SignedNote.parse(note).text()).size();
    } catch (NoteException e) {
      return 0; // the verification tells what is wrong with it
    }
  }

  private void flaw(long seq, TilePath path, String expected, String actual) {
    if (flaws.size() < KEPT_FLAWS) {
      flaws.add(new Finding.OfLedger(LedgerRule.TILES, seq, path.path(), expected, actual));
    }
  }

  @Override
  public boolean isTiled() {
    return true;
  }

  @Override
  public boolean isExport() {
    return files.lists();
  }

  /** Of what cannot be listed, the timestamp of the newest checkpoint is the one to look for. */
  @Override
  public void parts(String prefix, Consumer<String> sink) {
    files.names(prefix, sink);
    String stamp = Layout.TIMESTAMPS + signedSize() + Layout.TIMESTAMP_END;
    if (!files.lists() && prefix.equals(Layout.TIMESTAMPS) && files.read(stamp).isPresent()) {
      sink.accept(stamp);
    }
  }

  @Override
  public Optional<byte[]> part(String name) {
    return files.read(name);
  }

  @Override
  public List<Finding> flaws() {
    beyond();
    List<Finding> all = new ArrayList<>(flaws);
    all.addAll(container.get());
    return all;
  }

  /** Hash tiles that stand apart from those of the tree, where nobody would look. */
  private void beyond() {
    long size = files.lists() ? listedSize() : 0;
    files.names(
        Layout.TILES,
        name -> {
          TilePath path = Layout.tile(name).orElse(null);
          if (path != null && !path.isEntries() && isBeyond(path, size)) {
            flaw(Finding.NO_ENTRY, path, "no tile of " + size + " entries", "a file of that name");
          }
        });
  }

  /** The first place behind the tree is looked at with the tree itself. */
  private static boolean isBeyond(TilePath path, long size) {
    return path.index() > TilePath.hashes(path.level(), size) / TilePath.FULL;
  }

  @Override
  public ComparedLedger compared() {
    return new ComparedTiles(files::read, files.lists() ? listedSize() : signedSize());
  }

  /** Up to the end of the last tile of entries. */
  private long listedSize() {
    long[] size = {0};
    files.names(
        Layout.ENTRIES,
        name ->
            Layout.tile(name)
                .ifPresent(path -> {
                  long end = path.index() * TilePath.FULL + path.width();
                  size[0] = Math.max(size[0], end);
                }));
    return size[0];
  }

  @Override
  public void close() {
    files.close();
  }
}
