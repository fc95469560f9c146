package dev.laneledger.api.note;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.HashReader;
import dev.laneledger.api.merkle.MerkleTree;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Reads the hashes of a tree of known size from its tiles. */
public final class TileHashReader implements HashReader {
  private static final int BITS = 8;

  private final long size;
  private final Function<TilePath, byte[]> tiles;

  /**
   * @param size of the tree; tells which tiles are partial
   * @param tiles fetches a tile's bytes; its errors pass through
   */
  public TileHashReader(long size, Function<TilePath, byte[]> tiles) {
    this.size = size;
    this.tiles = tiles;
  }

  /**
   * Combines the hashes of one tile, because tiles keep only every eighth level.
   *
   * @throws NoteException (MALFORMED) if the tile is outside the tree or has another length
   */
  @Override
  public Hash hash(int level, long index) {
    int inTile = level % BITS;
    long first = index << inTile;
    TilePath path = TilePath.ofHash(level / BITS, first, size);
    byte[] tile = tiles.apply(path);
    if (tile.length != path.width() * Hash.BYTES) {
      throw NoteException.malformed(
          String.format(
              Locale.ROOT,
              "%s must have %d bytes, but has %d",
              path.path(),
              path.width() * Hash.BYTES,
              tile.length));
    }
    int offset = (int) (first % TilePath.FULL);
    List<Hash> hashes =
        IntStream.range(offset, Math.min(offset + (1 << inTile), path.width()))
            .mapToObj(i -> Hash.of(Arrays.copyOfRange(tile, i * Hash.BYTES, (i + 1) * Hash.BYTES)))
            .toList();
    if (hashes.size() != 1 << inTile) {
      throw NoteException.malformed(
          String.format(
              Locale.ROOT, "a tree of size %d has no subtree %d at level %d", size, index, level));
    }
    return MerkleTree.rootOf(hashes);
  }
}
