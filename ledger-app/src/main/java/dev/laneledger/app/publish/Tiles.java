package dev.laneledger.app.publish;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.EntryBundle;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.app.storage.LedgerReader;
import java.nio.ByteBuffer;
import java.util.List;

/** Makes tiles out of the subtree hashes that stand in the records; nothing is hashed again. */
final class Tiles {
  /** A tile keeps every eighth level of the tree. */
  private static final int BITS = 8;

  private Tiles() {}

  /**
   * The bytes of a tile or entry bundle.
   *
   * @throws IllegalArgumentException if the ledger does not hold all of it
   */
  static byte[] of(TilePath path, LedgerReader reader) {
    long first = path.index() * TilePath.FULL;
    return path.isEntries()
        ? bundle(reader.entries(first, path.width()), path)
        : bytes(reader.hashes(path.level() * BITS, first, path.width()));
  }

  private static byte[] bundle(List<Entry> entries, TilePath path) {
    if (entries.size() != path.width()) {
      throw new IllegalArgumentException(
          "%s must hold %d entries, but there are %d"
              .formatted(path.path(), path.width(), entries.size()));
    }
    return EntryBundle.encode(entries.stream().map(Entry::bytes).toList());
  }

  private static byte[] bytes(List<Hash> hashes) {
    ByteBuffer tile = ByteBuffer.allocate(hashes.size() * Hash.BYTES);
    hashes.forEach(hash -> tile.put(hash.bytes()));
    return tile.array();
  }
}
