package dev.laneledger.app.audit;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.NoteException;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.GapKind;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.StoredEntry;
import dev.laneledger.api.zip.StoredZipWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An exported bundle; the package describes its form. */
final class BundleLedger implements OfflineLedger {
  /** More than any part may have: blobs have at most 16 MiB, a full tile of entries a bit more. */
  private static final int MAX_PART_BYTES = 32 << 20;

  private final Path file;
  private final ZipFile zip;
  private final TreeMap<Long, String> entryTiles;
  private final TreeMap<Long, String> leafTiles;
  private long cachedTile = -1;
  private byte[] cachedLeaves = new byte[0];

  BundleLedger(Path file) {
    this.file = file;
    this.zip = open(file);
    this.entryTiles = tiles(TilePath.ENTRIES);
    this.leafTiles = tiles(Bundle.LEAVES);
    if (entryTiles.isEmpty()) {
      close();
      throw new MaterialUnusableException(
          "a bundle must hold entries under tile/entries/, but %s holds none".formatted(file));
    }
  }

  private static ZipFile open(Path file) {
    try {
      return new ZipFile(file.toFile());
    } catch (IOException | IllegalArgumentException e) {
      throw new MaterialUnusableException(
          "a bundle must be a zip that export wrote, but %s is not: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public void entries(Consumer<StoredEntry> sink) {
    entryTiles.forEach((tile, name) -> {
      long seq = tile * TilePath.FULL;
      for (byte[] entry : entriesOf(require(name))) {
        sink.accept(StoredEntry.bare(seq++, entry));
      }
    });
  }

  /** Where a length is wrong, what is left is taken as one entry, to be judged as such. */
  private static List<byte[]> entriesOf(byte[] tile) {
    List<byte[]> entries = new ArrayList<>();
    int at = 0;
    while (at < tile.length) {
      int start = Math.min(at + 2, tile.length);
      int length = start < at + 2 ? 0 : (tile[at] & 0xff) << 8 | (tile[at + 1] & 0xff);
      at = Math.min(start + length, tile.length);
      entries.add(Arrays.copyOfRange(tile, start, at));
    }
    return entries;
  }

  @Override
  public Optional<byte[]> checkpoint() {
    return part(Bundle.CHECKPOINT);
  }

  @Override
  public Collection<Hash> blobs() {
    List<Hash> digests = new ArrayList<>();
    for (String name : names(Bundle.BLOBS)) {
      try {
        digests.add(Hash.fromHex(name.substring(Bundle.BLOBS.length())));
      } catch (IllegalArgumentException e) {
        continue; // not a blob's name: the comparison of the container tells
      }
    }
    return digests;
  }

  @Override
  public Optional<byte[]> blob(Hash sha256) {
    return part(Bundle.BLOBS + sha256.hex());
  }

  @Override
  public Optional<Hash> tileLeaf(long seq) {
    long tile = seq / TilePath.FULL;
    if (tile != cachedTile) {
      String name = leafTiles.get(tile);
      cachedLeaves = name == null ? new byte[0] : require(name);
      cachedTile = tile;
    }
    int at = (int) (seq % TilePath.FULL) * Hash.BYTES;
    return at + Hash.BYTES <= cachedLeaves.length
        ? Optional.of(Hash.of(Arrays.copyOfRange(cachedLeaves, at, at + Hash.BYTES)))
        : Optional.empty();
  }

  /** Every byte that nothing else vouches for: the zip itself, the README, whatever else is in. */
  @Override
  public List<Finding> flaws() {
    try (InputStream in = Files.newInputStream(file);
        Difference difference = new Difference(in)) {
      writeAgain(new StoredZipWriter(difference));
      long first = difference.first();
      return first < 0 ? List.of() : List.of(differs(first));
    } catch (IOException e) {
      throw new MaterialUnusableException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private Finding differs(long offset) {
    return new Finding.Gap(
        GapKind.CONTAINER,
        Finding.NO_ENTRY,
        String.valueOf(file.getFileName()),
        "the bytes of an export",
        "another byte at offset " + offset);
  }

  private void writeAgain(StoredZipWriter zip) throws IOException {
    zip.put(Bundle.README, Bundle.readme());
    for (Hash digest : blobs().stream().sorted().toList()) {
      zip.put(Bundle.BLOBS + digest.hex(), blob(digest).orElseThrow());
    }
    Optional<byte[]> checkpoint = checkpoint();
    if (checkpoint.isPresent()) {
      zip.put(Bundle.CHECKPOINT, checkpoint.get());
    }
    for (Map.Entry<Long, String> tile : leafTiles.entrySet()) {
      byte[] bytes = require(tile.getValue());
      put(zip, Bundle.LEAVES, tile.getKey(), bytes.length / Hash.BYTES, bytes);
    }
    for (Map.Entry<Long, String> tile : entryTiles.entrySet()) {
      byte[] bytes = require(tile.getValue());
      put(zip, TilePath.ENTRIES, tile.getKey(), entriesOf(bytes).size(), bytes);
    }
    zip.finish();
  }

  private static void put(StoredZipWriter zip, int level, long tile, int width, byte[] bytes)
      throws IOException {
    zip.put(new TilePath(level, tile, Math.clamp(width, 1, TilePath.FULL)).path(), bytes);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new MaterialUnusableException("cannot close " + file + ": " + e.getMessage(), e);
    }
  }

  private TreeMap<Long, String> tiles(int level) {
    TreeMap<Long, String> tiles = new TreeMap<>();
    for (String name : names("tile/")) {
      try {
        TilePath path = TilePath.parse(name);
        if (path.level() == level) {
          tiles.put(path.index(), name);
        }
      } catch (NoteException e) {
        continue; // not a tile's name: the comparison of the container tells
      }
    }
    return tiles;
  }

  private List<String> names(String prefix) {
    return zip.stream().map(ZipEntry::getName).filter(name -> name.startsWith(prefix)).toList();
  }

  private byte[] require(String name) {
    return part(name).orElseThrow(() -> unreadable(name, "it is not there"));
  }

  private Optional<byte[]> part(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MAX_PART_BYTES + 1);
      if (bytes.length > MAX_PART_BYTES) {
        throw unreadable(name, "it has more than " + MAX_PART_BYTES + " bytes");
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      throw unreadable(name, String.valueOf(e.getMessage()));
    }
  }

  private MaterialUnusableException unreadable(String name, String why) {
    return new MaterialUnusableException(
        "every part of a bundle must be readable, but %s in %s is not: %s"
            .formatted(name, file, why));
  }
}
