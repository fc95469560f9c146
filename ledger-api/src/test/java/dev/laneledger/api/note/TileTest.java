package dev.laneledger.api.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
  private static final List<Hash> LEAVES =
      IntStream.range(0, 70_000)
          .mapToObj(i -> MerkleTree.leafHash(ByteBuffer.allocate(4).putInt(i).array()))
          .toList();

  @Test
  void namesTheTilesOfTheSpecificationsExamples() {
    assertThat(TilePath.between(0, 256))
        .extracting(TilePath::path)
        .containsExactly("tile/entries/000", "tile/0/000", "tile/1/000.p/1");
    List<String> paths = TilePath.between(0, 70_000).stream().map(TilePath::path).toList();
    assertThat(paths)
        .hasSize(274 + 274 + 2 + 1)
        .contains(
            "tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1")
        .doesNotHaveDuplicates();
    assertThat(TilePath.partialWidth(0, 70_000)).isEqualTo(112);
    assertThat(TilePath.partialWidth(1, 70_000)).isEqualTo(17);
    assertThat(TilePath.partialWidth(2, 70_000)).isEqualTo(1);
    assertThat(TilePath.partialWidth(3, 70_000)).isZero();
    assertThat(TilePath.partialWidth(TilePath.ENTRIES, 70_000)).isEqualTo(112);
    assertThat(TilePath.partialWidth(63, Long.MAX_VALUE)).isZero();
  }

  @Test
  void isWithinEveryTreeThatHasAllOfIt() {
    for (int size = 0; size <= 520; size++) {
      for (int level = TilePath.ENTRIES; level <= 2; level++) {
        for (int index = 0; index <= 2; index++) {
          for (int width = 1; width <= TilePath.FULL; width++) {
            long end = (index * 256L + width) * (level == 2 ? 65_536 : level == 1 ? 256 : 1);
            assertThat(new TilePath(level, index, width).isWithin(size)).isEqualTo(end <= size);
          }
        }
      }
    }
    assertThat(new TilePath(0, Long.MAX_VALUE, 1).isWithin(Long.MAX_VALUE)).isFalse();
    assertThat(new TilePath(63, 0, 1).isWithin(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void namesOnlyWhatGrowthAdds() {
    assertThat(TilePath.between(255, 257))
        .extracting(TilePath::path)
        .containsExactly(
            "tile/entries/000",
            "tile/entries/001.p/1",
            "tile/0/000",
            "tile/0/001.p/1",
            "tile/1/000.p/1");
    assertThat(TilePath.between(257, 258))
        .extracting(TilePath::path)
        .containsExactly("tile/entries/001.p/2", "tile/0/001.p/2");
    assertThat(TilePath.between(70_000, 70_000)).isEmpty();
    assertThat(TilePath.between(256, 257))
        .extracting(TilePath::path)
        .containsExactly("tile/entries/001.p/1", "tile/0/001.p/1");
    assertThatIllegalArgumentException().isThrownBy(() -> TilePath.between(2, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000})
  void readsRootsAndProofsFromTilesAlone(int size) {
    Map<String, byte[]> tiles = tiles(size);
    TileHashReader reader = new TileHashReader(size, path -> tiles.get(path.path()));
    List<Hash> leaves = LEAVES.subList(0, size);
    Hash root = MerkleTree.rootOf(leaves);
    assertThat(MerkleTree.root(size, reader)).isEqualTo(root);
    for (int index : new int[] {0, size / 3, size / 2, size - 1}) {
      assertThat(MerkleTree.prove(index, size, reader))
          .isEqualTo(MerkleTree.prove(index, size, MerkleTree.over(leaves)));
      assertThat(MerkleTree.proveConsistency(index + 1, size, reader))
          .isEqualTo(MerkleTree.proveConsistency(index + 1, size, MerkleTree.over(leaves)));
    }
  }

  @Test
  void refusesTilesOfAnotherLengthAndHashesOutsideTheTree() {
    TileHashReader reader = new TileHashReader(5, path -> new byte[4 * Hash.BYTES]);
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> reader.hash(0, 0))
        .withMessage("tile/0/000.p/5 must have 160 bytes, but has 128");
    TileHashReader five = new TileHashReader(5, path -> new byte[5 * Hash.BYTES]);
    assertThat(five.hash(2, 0)).isNotNull();
    assertThatExceptionOfType(NoteException.class).isThrownBy(() -> five.hash(0, 5));
    assertThatExceptionOfType(NoteException.class).isThrownBy(() -> five.hash(2, 1));
    assertThatExceptionOfType(NoteException.class).isThrownBy(() -> five.hash(8, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/tile/0/000",
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/entry/000",
        "tile/0/x000/000",
        "tile/0/001/234",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/07",
        "tile/0/000.p",
        "tile/0/000/",
        "tile/0/../000",
        "tile/0/٠٠٠",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
      })
  void readsNoOtherPathThanItWrites(String path) {
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> TilePath.parse(path))
        .withMessageEndingWith("but is: " + path);
  }

  @Test
  void givesEveryPathBack() {
    for (long index : new long[] {0, 999, 1000, 999_999, 1_000_000, Long.MAX_VALUE}) {
      for (int level : new int[] {TilePath.ENTRIES, 0, 9, 63}) {
        for (int width : new int[] {1, 255, 256}) {
          TilePath path = new TilePath(level, index, width);
          assertThat(TilePath.parse(path.path())).isEqualTo(path);
        }
      }
    }
  }

  @Test
  void bundlesUpToTheSixteenBitLengthAnd256Entries() {
    byte[] longest = new byte[65_535];
    assertThat(EntryBundle.decode(EntryBundle.encode(List.of(longest, new byte[0]))))
        .containsExactly(longest, new byte[0]);
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
        .withMessage(
            "an entry must have at most 65535 bytes, but has 65536; keep large evidence as a blob");
    List<byte[]> many = Collections.nCopies(257, new byte[1]);
    assertThatExceptionOfType(NoteException.class).isThrownBy(() -> EntryBundle.encode(many));
    assertThat(EntryBundle.decode(new byte[2 * 256])).hasSize(256);
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> EntryBundle.decode(new byte[2 * 257]));
  }

  @Test
  void refusesBundlesThatEndWithinAnEntry() {
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> EntryBundle.decode(new byte[] {0, 1, 9, 0, 2, 9}))
        .withMessage(
            "an entry bundle must end with an entry, but ends within entry 1 at byte 3 of 6");
    assertThatExceptionOfType(NoteException.class)
        .isThrownBy(() -> EntryBundle.decode(new byte[] {0}));
    assertThat(EntryBundle.decode(new byte[0])).isEmpty();
  }

  private static Map<String, byte[]> tiles(int size) {
    Map<String, byte[]> tiles = new HashMap<>();
    for (TilePath path : TilePath.between(0, size)) {
      if (!path.isEntries()) {
        ByteBuffer tile = ByteBuffer.allocate(path.width() * Hash.BYTES);
        int span = 1 << (8 * path.level());
        for (int i = 0; i < path.width(); i++) {
          int start = ((int) path.index() * 256 + i) * span;
          tile.put(MerkleTree.rootOf(LEAVES.subList(start, start + span)).bytes());
        }
        tiles.put(path.path(), tile.array());
      }
    }
    return tiles;
  }
}
