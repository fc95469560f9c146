package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.EntryBundle;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.api.zip.StoredZipWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes bundles; the package describes their form. */
public final class Bundle {
  private final LedgerMaterial material;
  private final StoredZipWriter zip;

  private Bundle(LedgerMaterial material, StoredZipWriter zip) {
    this.material = material;
    this.zip = zip;
  }

  /**
   * Writes everything that the material holds; the same state of a ledger gives the same bytes.
   *
   * @param out stays open
   * @return number of entries
   * @throws MaterialUnusableException if an entry is missing: a bundle cannot have holes
   */
  public static long write(LedgerMaterial material, OutputStream out) throws IOException {
    StoredZipWriter zip = new StoredZipWriter(out);
    try {
      long size = new Bundle(material, zip).write();
      zip.finish();
      return size;
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static byte[] readme() {
    try (InputStream in = Bundle.class.getResourceAsStream("/audit/bundle-readme.md")) {
      if (in == null) {
        throw new IllegalStateException("the program must contain audit/bundle-readme.md");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the order of the names. */
  private long write() {
    BundleCopies copies = new BundleCopies(material);
    put(Layout.README, readme());
    material.blobs(digest -> blob(digest));
    material.checkpoint().ifPresent(note -> put(Layout.CHECKPOINT, note));
    copies.packets(this::put);
    copies.packs(this::put);
    copy(Layout.POLICY);
    copies.reports(this::put);
    HashTiles hashes = new HashTiles(this::put);
    long size = eachTile(tile -> hashes.add(tile.stream().map(Bundle::leaf).toList()));
    hashes.end();
    eachTile(tile -> put(path(TilePath.ENTRIES, tile), entries(tile)));
    copy(Layout.TIMESTAMPS);
    return size;
  }

  private void blob(Hash digest) {
    material.blob(digest).ifPresent(bytes -> put(Layout.BLOBS + digest.hex(), bytes));
  }

  private void copy(String prefix) {
    material.parts(prefix, name -> material.part(name).ifPresent(bytes -> put(name, bytes)));
  }

  /** What takes the entries of one tile. */
  private interface TileSink {
    void take(List<StoredEntry> tile);
  }

  private long eachTile(TileSink sink) {
    List<StoredEntry> tile = new ArrayList<>(TilePath.FULL);
    long[] next = {0};
    material.entries(entry -> {
      requireNext(next[0]++, entry);
      tile.add(entry);
      if (tile.size() == TilePath.FULL) {
        sink.take(tile);
        tile.clear();
      }
    });
    if (!tile.isEmpty()) {
      sink.take(tile);
    }
    if (next[0] == 0) {
      throw new MaterialUnusableException(
          "a bundle must hold entries, but here are none: a tree of hashes alone cannot be exported");
    }
    return next[0];
  }

  private static void requireNext(long expected, StoredEntry entry) {
    if (entry.seq() != expected || entry.bytes().length > EntryBundle.MAX_ENTRY_BYTES) {
      throw new MaterialUnusableException(
          "a bundle takes entries without gaps of at most %d bytes, but in place of entry %d comes entry %d with %d bytes: verify tells what is wrong"
              .formatted(EntryBundle.MAX_ENTRY_BYTES, expected, entry.seq(), entry.bytes().length));
    }
  }

  private static TilePath path(int level, List<StoredEntry> tile) {
    return new TilePath(level, tile.getFirst().seq() / TilePath.FULL, tile.size());
  }

  private void put(TilePath path, byte[] bytes) {
    put(path.path(), bytes);
  }

  private void put(String name, byte[] bytes) {
    try {
      zip.put(name, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The leaf hash as it was recorded, so that a bundle of a changed entry tells which. */
  private static Hash leaf(StoredEntry entry) {
    Hash leaf = entry.leaf();
    return leaf == null ? MerkleTree.leafHash(entry.bytes()) : leaf;
  }

  private static byte[] entries(List<StoredEntry> tile) {
    return EntryBundle.encode(tile.stream().map(StoredEntry::bytes).toList());
  }
}
