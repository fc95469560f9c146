package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.TilePath;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Makes the hash tiles of all levels from the leaves: level 0 as they come, the higher ones at the
 * end. It keeps an eighth of a byte a leaf.
 */
public final class HashTiles {
  private final BiConsumer<TilePath, byte[]> sink;
  private final List<Hash> roots = new ArrayList<>();
  private long index;

  /**
   * @param sink takes every tile with its path
   */
  public HashTiles(BiConsumer<TilePath, byte[]> sink) {
    this.sink = sink;
  }

  /** The leaves of the next tile: 256, or fewer for the last. */
  public void add(List<Hash> leaves) {
    put(0, index++, leaves);
    if (leaves.size() == TilePath.FULL) {
      roots.add(MerkleTree.rootOf(leaves));
    }
  }

  /** Gives the tiles above level 0. */
  public void end() {
    List<Hash> level = roots;
    for (int number = 1; !level.isEmpty(); number++) {
      level = above(number, level);
    }
  }

  private List<Hash> above(int number, List<Hash> level) {
    List<Hash> above = new ArrayList<>();
    for (int from = 0; from < level.size(); from += TilePath.FULL) {
      List<Hash> tile = level.subList(from, Math.min(from + TilePath.FULL, level.size()));
      put(number, from / TilePath.FULL, tile);
      if (tile.size() == TilePath.FULL) {
        above.add(MerkleTree.rootOf(tile));
      }
    }
    return above;
  }

  private void put(int level, long tile, List<Hash> hashes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(hashes.size() * Hash.BYTES);
    hashes.forEach(hash -> bytes.writeBytes(hash.bytes()));
    sink.accept(new TilePath(level, tile, hashes.size()), bytes.toByteArray());
  }
}
