package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.EntryBundle;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.api.verify.LedgerMaterial;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.api.zip.StoredZipWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes bundles; the package describes their form. */
public final class Bundle {
  static final String README = "README.md";
  static final String BLOBS = "blobs/";
  static final String CHECKPOINT = "checkpoint";

  /** The level of the hash tiles that hold leaves. */
  static final int LEAVES = 0;

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

  private long write() {
    put(README, readme());
    for (Hash digest : material.blobs().stream().sorted().toList()) {
      material.blob(digest).ifPresent(bytes -> put(BLOBS + digest.hex(), bytes));
    }
    Optional<byte[]> checkpoint = material.checkpoint();
    checkpoint.ifPresent(note -> put(CHECKPOINT, note));
    tiles(LEAVES, Bundle::leaves);
    return tiles(TilePath.ENTRIES, Bundle::entries);
  }

  private long tiles(int level, Function<List<StoredEntry>, byte[]> form) {
    List<StoredEntry> tile = new ArrayList<>(TilePath.FULL);
    long[] next = {0};
    material.entries(entry -> {
      requireNext(next[0]++, entry);
      tile.add(entry);
      if (tile.size() == TilePath.FULL) {
        put(level, tile, form);
      }
    });
    if (!tile.isEmpty()) {
      put(level, tile, form);
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

  private void put(int level, List<StoredEntry> tile, Function<List<StoredEntry>, byte[]> form) {
    long index = tile.getFirst().seq() / TilePath.FULL;
    put(new TilePath(level, index, tile.size()).path(), form.apply(tile));
    tile.clear();
  }

  private void put(String name, byte[] bytes) {
    try {
      zip.put(name, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The leaf hashes as they were recorded, so that a bundle of a changed entry tells which. */
  private static byte[] leaves(List<StoredEntry> tile) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (StoredEntry entry : tile) {
      Hash leaf = entry.leaf();
      out.writeBytes((leaf == null ? MerkleTree.leafHash(entry.bytes()) : leaf).bytes());
    }
    return out.toByteArray();
  }

  private static byte[] entries(List<StoredEntry> tile) {
    return EntryBundle.encode(tile.stream().map(StoredEntry::bytes).toList());
  }
}
