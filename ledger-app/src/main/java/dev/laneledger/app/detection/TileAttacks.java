package dev.laneledger.app.detection;

import static dev.laneledger.app.detection.Place.BUNDLE;
import static dev.laneledger.app.detection.Place.HASHES;
import static dev.laneledger.app.detection.Place.TREE;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.EntryBundle;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.app.audit.HashTiles;
import dev.laneledger.app.audit.Layout;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What is done to the hash tiles of every level, and to the bundles of entries. */
final class TileAttacks {
  private final Outsiders outsiders;
  private final List<byte[]> entries;

  TileAttacks(Outsiders outsiders, List<byte[]> entries) {
    this.outsiders = outsiders;
    this.entries = entries;
  }

  List<CopyAttack> all() {
    return Stream.of(
            hashes("tile of level 0", TileAttacks::isLeaves),
            hashes("tile above level 0", name -> !isLeaves(name)),
            bundles(),
            rewritten())
        .flatMap(List::stream)
        .toList();
  }

  private interface Which {
    boolean is(String name);
  }

  private static boolean isLeaves(String name) {
    return name.startsWith("tile/0/");
  }

  private static Stream<String> tiles(CopyFiles copy, Which which) {
    return copy.some(
        copy.names(Layout.TILES).stream()
            .filter(name -> !name.startsWith(Layout.ENTRIES) && which.is(name))
            .toList());
  }

  private static List<CopyAttack> hashes(String words, Which which) {
    return List.of(
        CopyAttack.of(
            words + ": one byte is changed", copy -> tiles(copy, which).flatMap(copy::flipped)),
        CopyAttack.of(words + ": is cut short", copy -> tiles(copy, which).flatMap(copy::cut)),
        CopyAttack.of(
            words + ": two hashes change places",
            copy -> tiles(copy, which).flatMap(name -> hashesExchanged(copy, name))),
        CopyAttack.of(
            words + ": changes places with the next",
            copy -> copy.exchanges(tiles(copy, which).toList())),
        CopyAttack.of(words + ": is taken away", copy -> tiles(copy, which).map(copy::without)),
        CopyAttack.of(
                words + ": one behind the tree is added",
                copy -> tiles(copy, which).limit(1).flatMap(name -> beyond(copy, name)))
            .in(BUNDLE));
  }

  private static Stream<CopyFiles> hashesExchanged(CopyFiles copy, String name) {
    byte[] tile = copy.bytes(name);
    int hashes = tile.length / Hash.BYTES;
    return copy.fewPlaces(hashes - 1)
        .map(i -> {
          byte[] changed = tile.clone();
          System.arraycopy(tile, i * Hash.BYTES, changed, (i + 1) * Hash.BYTES, Hash.BYTES);
          System.arraycopy(tile, (i + 1) * Hash.BYTES, changed, i * Hash.BYTES, Hash.BYTES);
          return copy.with(name, changed);
        });
  }

  /** The same tile under a number that the tree does not reach: the next one, and one far off. */
  private static Stream<CopyFiles> beyond(CopyFiles copy, String name) {
    int level = TilePath.parse(name).level();
    long last = copy.names("tile/" + level + "/").size();
    return Stream.of(last, last + 7)
        .map(index -> copy.with(new TilePath(level, index, 1).path(), new byte[Hash.BYTES]));
  }

  private static List<CopyAttack> bundles() {
    String prefix = Layout.ENTRIES;
    CopyAttack gone =
        CopyAttack.of(
            "entries: a bundle is taken away", copy -> copy.some(prefix).map(copy::without));
    return Stream.of(
            CopyAttack.of(
                "entries: one byte is changed", copy -> copy.some(prefix).flatMap(copy::flipped)),
            CopyAttack.of("entries: are cut short", copy -> copy.some(prefix).flatMap(copy::cut)),
            inBundles("entries: one is taken out", (all, i) -> all.remove(i)),
            inBundles("entries: one is put in twice", (all, i) -> all.add(i, all.get(i))),
            inBundles(
                "entries: two change places",
                (all, i) -> Collections.swap(all, i, (i + 1) % all.size())),
            CopyAttack.of(
                "entries: two bundles change places", copy -> copy.exchanges(copy.names(prefix))),
            gone.in(BUNDLE),
            gone.in(TREE)
                .promising(Promise.GAP, "without the first a tree shows hashes only: a gap"))
        .map(attack -> attack.places().contains(HASHES) ? attack.in(BUNDLE, TREE) : attack)
        .toList();
  }

  /** Something happens to one entry of a bundle; the file's name stays as it is. */
  private static CopyAttack inBundles(String what, ObjIntConsumer<List<byte[]>> change) {
    return CopyAttack.of(
        what,
        copy ->
            copy.some(Layout.ENTRIES)
                .flatMap(name -> {
                  List<byte[]> bundle = EntryBundle.decode(copy.bytes(name));
                  return copy.fewPlaces(bundle.size())
                      .filter(i -> bundle.size() > 1)
                      .map(i -> {
                        List<byte[]> changed = new ArrayList<>(bundle);
                        change.accept(changed, i);
                        return copy.with(name, bundle(changed));
                      });
                }));
  }

  /** As many entries as there are, also more than a bundle may have. */
  private static byte[] bundle(List<byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    entries.forEach(entry -> bytes.writeBytes(EntryBundle.encode(List.of(entry))));
    return bytes.toByteArray();
  }

  private List<CopyAttack> rewritten() {
    return List.of(
        CopyAttack.of(
                "entries: one says something else, every tile computed anew",
                copy -> told(copy, false))
            .in(BUNDLE, TREE),
        CopyAttack.of("entries: the same, signed with another key", copy -> told(copy, true))
            .in(BUNDLE, TREE));
  }

  private Stream<CopyFiles> told(CopyFiles copy, boolean signed) {
    return copy.places(entries.size())
        .map(i -> {
          List<byte[]> others = new ArrayList<>(entries);
          ObjectNode event = (ObjectNode) CanonicalJson.parse(entries.get(i));
          event.put("id", event.path("id").asString("") + "x");
          others.set(i, CanonicalJson.write(event));
          CopyFiles told = withEntries(copy, others);
          return signed
              ? told.with(
                  Layout.CHECKPOINT, outsiders.signedByAnother(outsiders.checkpoint(others)))
              : told;
        });
  }

  /** The same copy with other entries, and with the tiles that they give. */
  private static CopyFiles withEntries(CopyFiles copy, List<byte[]> entries) {
    CopyFiles[] told = {copy};
    HashTiles tiles = new HashTiles((path, bytes) -> told[0] = told[0].with(path.path(), bytes));
    for (int from = 0; from < entries.size(); from += TilePath.FULL) {
      List<byte[]> tile = entries.subList(from, Math.min(from + TilePath.FULL, entries.size()));
      TilePath path = new TilePath(TilePath.ENTRIES, from / TilePath.FULL, tile.size());
      told[0] = told[0].with(path.path(), EntryBundle.encode(tile));
      tiles.add(tile.stream().map(MerkleTree::leafHash).toList());
    }
    tiles.end();
    return told[0];
  }
}
