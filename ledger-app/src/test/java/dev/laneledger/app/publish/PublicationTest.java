package dev.laneledger.app.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.EntryBundle;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TileHashReader;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.app.audit.KeptLedger;
import dev.laneledger.app.publish.Publication.Result;
import dev.laneledger.app.publish.Publication.Shown;
import dev.laneledger.app.storage.LedgerDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublicationTest {
  private static final Shown HASHES = new Shown(false, false);
  private static final Shown ENTRIES = new Shown(true, false);
  private static final Shown ALL = new Shown(true, true);

  @TempDir private Path temporary;
  private Path dir;
  private Path out;

  @BeforeEach
  void places() {
    dir = temporary.resolve("ledger");
    out = temporary.resolve("out/tree");
  }

  /** The digest of every published file by its name. */
  private static Map<String, Hash> files(Path out) throws IOException {
    Map<String, Hash> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString();
        if (!name.equals(".publish.lock")) {
          files.put(name, Hash.sha256(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  private Checkpoint checkpoint() throws IOException {
    return Checkpoint.of(
        SignedNote.parse(Files.readAllBytes(out.resolve("checkpoint")))
            .verify(List.of(KeptLedger.LOG_KEY.verifierKey())));
  }

  private Hash rootOfTiles(long size) {
    return MerkleTree.root(size, new TileHashReader(size, this::read));
  }

  private byte[] read(TilePath path) {
    try {
      return Files.readAllBytes(out.resolve(path.path()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_growing_tree_is_published_bit_by_bit_and_every_earlier_one_stays() throws IOException {
    TreeSet<String> expected = new TreeSet<>(List.of("checkpoint"));
    Map<Integer, Hash> roots = new TreeMap<>();
    Map<String, Object> fullTiles = new TreeMap<>();
    int before = 0;
    for (int size : new int[] {1, 2, 255, 256, 257, 300, 511, 512, 513, 520}) {
      KeptLedger.grow(dir, size);
      Result result = Publication.write(dir, out, ENTRIES);

      List<TilePath> added = TilePath.between(before, size);
      assertThat(result).extracting(Result::before).isEqualTo((long) before);
      assertThat(result.files()).isEqualTo(added.size() + 1);
      added.forEach(path -> expected.add(path.path()));
      assertThat(files(out).keySet()).isEqualTo(expected);
      assertThat(checkpoint()).isEqualTo(result.checkpoint());
      roots.put(size, result.checkpoint().root());
      for (int earlier : roots.keySet()) {
        assertThat(rootOfTiles(earlier)).as("at %d", earlier).isEqualTo(roots.get(earlier));
      }
      for (TilePath path : TilePath.between(0, size)) {
        if (!path.isPartial()) { // the same file as when it was written first
          Object inode = Files.getAttribute(out.resolve(path.path()), "unix:ino");
          assertThat(fullTiles.merge(path.path(), inode, (first, now) -> first)).isEqualTo(inode);
        }
      }
      before = size;
    }
    assertThat(rootOfEntries()).isEqualTo(checkpoint().root());
  }

  private Hash rootOfEntries() throws IOException {
    List<Hash> leaves = new ArrayList<>();
    for (TilePath path : TilePath.between(0, checkpoint().size())) {
      if (path.isEntries()) {
        EntryBundle.decode(read(path)).forEach(entry -> leaves.add(MerkleTree.leafHash(entry)));
      }
    }
    return MerkleTree.rootOf(leaves);
  }

  @Test
  void publishing_again_writes_nothing_and_what_is_shown_later_is_added() throws IOException {
    KeptLedger.create(dir, 3, 3);
    KeptLedger.grow(dir, 300);
    Publication.write(dir, out, HASHES);
    Map<String, Hash> hashes = files(out);

    assertThat(Publication.write(dir, out, HASHES).files()).isZero();
    assertThat(hashes.keySet())
        .containsExactly("checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1");
    Publication.write(dir, out, ALL);
    Map<String, Hash> all = files(out);
    Hash blob = Hash.sha256(KeptLedger.blob());
    assertThat(all.keySet()).contains("tile/entries/000", "tile/entries/001.p/44");
    assertThat(all).containsEntry("blobs/" + blob.hex(), blob);
    assertThat(all).containsAllEntriesOf(hashes).hasSize(hashes.size() + 3);
    assertThat(rootOfEntries()).isEqualTo(checkpoint().root());
  }

  @Test
  void a_cosignature_that_comes_later_is_published_alone() throws IOException {
    KeptLedger.grow(dir, 5);
    Publication.write(dir, out, HASHES);
    SignedNote note = SignedNote.parse(Files.readAllBytes(dir.resolve("checkpoint")));
    NoteSignature witness =
        SignedNote.sign(note.text(), KeptLedger.key("witness.example", (byte) 7))
            .signatures()
            .getFirst();
    Files.writeString(dir.resolve("checkpoint"), note.with(List.of(witness)).format());

    assertThat(Publication.write(dir, out, HASHES).files()).isEqualTo(1);
    assertThat(out.resolve("checkpoint")).hasSameBinaryContentAs(dir.resolve("checkpoint"));
  }

  @Test
  void only_what_is_signed_is_published() throws IOException {
    KeptLedger.create(dir, 9, 5);

    Publication.write(dir, out, ALL);

    assertThat(files(out).keySet()).contains("tile/0/000.p/5").doesNotContain("tile/0/000.p/9");
    assertThat(rootOfTiles(5)).isEqualTo(checkpoint().root());
  }

  private void assertRefused(Path ledger, String... reasons) throws IOException {
    Map<String, Hash> before = files(out);
    assertThatExceptionOfType(PublicationRefusedException.class)
        .isThrownBy(() -> Publication.write(ledger, out, HASHES))
        .satisfies(e -> assertThat(e.getMessage()).contains(reasons));
    assertThat(files(out)).containsExactlyEntriesOf(before);
  }

  @Test
  void another_history_is_refused_with_both_roots() throws IOException {
    KeptLedger.create(dir, 5, 5);
    Hash published = Publication.write(dir, out, ALL).checkpoint().root();
    Path fork = temporary.resolve("fork");
    KeptLedger.create(fork, 3, 3);
    try (LedgerDirectory ledger = LedgerDirectory.open(fork, () -> KeptLedger.TIME)) {
      KeptLedger.append(ledger, 77); // where the first history has another entry
    }
    KeptLedger.grow(fork, 9);
    Hash forked;
    try (LedgerDirectory ledger = LedgerDirectory.open(fork, () -> KeptLedger.TIME)) {
      forked = MerkleTree.root(5, ledger.reader().hashes());
    }

    assertRefused(fork, "at size 5", "published " + published, "ledger    " + forked);
  }

  @Test
  void an_older_copy_and_another_ledger_are_refused() throws IOException {
    KeptLedger.create(dir, 9, 9);
    Hash nine = Publication.write(dir, out, ALL).checkpoint().root();
    Path older = temporary.resolve("older");
    KeptLedger.create(older, 5, 5);

    assertRefused(older, "must not shrink", "9 entries with root " + nine, "covers 5 with root");
    Checkpoint other = new Checkpoint("other.example/ledger", 1, nine);
    Files.writeString(
        out.resolve("checkpoint"),
        other.sign(KeptLedger.key("other.example/ledger", (byte) 1)).format());
    assertRefused(dir, "other.example/ledger", KeptLedger.ORIGIN);
  }

  @Test
  void a_ledger_without_what_was_signed_is_refused() throws IOException {
    KeptLedger.create(dir, 5, 5);
    Publication.write(dir, out, HASHES);
    Hash root = checkpoint().root();
    Path lost = temporary.resolve("lost");
    KeptLedger.create(lost, 3, 3);
    Files.writeString(
        lost.resolve("checkpoint"),
        new Checkpoint(KeptLedger.ORIGIN, 9, root).sign(KeptLedger.LOG_KEY).format());
    assertRefused(lost, "over 9 entries", "holds 3 entries");
    Files.writeString(
        lost.resolve("checkpoint"),
        new Checkpoint(KeptLedger.ORIGIN, 3, root).sign(KeptLedger.LOG_KEY).format());
    assertRefused(lost, "must have the signed root", "expected " + root);
  }

  @Test
  void an_altered_file_at_the_edge_of_the_tree_is_noticed() throws IOException {
    KeptLedger.grow(dir, 300);
    Publication.write(dir, out, HASHES);
    Path tile = out.resolve("tile/0/001.p/44");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[7] ^= 1;
    Files.write(tile, bytes);

    assertRefused(dir, "published tiles must have the signed root");
    Files.write(tile, new byte[1]);
    assertRefused(dir, "published tiles must have the signed root", "must have 1408 bytes");
  }

  /**
   * At every file in turn, the write fails; the tree before stays whole, and the next one heals.
   */
  @Test
  void a_publication_that_is_broken_off_leaves_the_last_tree_whole() throws IOException {
    KeptLedger.grow(dir, 255);
    Publication.write(dir, out, ENTRIES);
    Hash before = checkpoint().root();
    KeptLedger.grow(dir, 257);
    for (TilePath path : TilePath.between(255, 257)) {
      Path inTheWay = out.resolve(path.path());
      Files.createDirectories(inTheWay.resolve("full"));

      assertThatIOException().isThrownBy(() -> Publication.write(dir, out, ENTRIES));

      assertThat(checkpoint()).isEqualTo(new Checkpoint(KeptLedger.ORIGIN, 255, before));
      assertThat(rootOfTiles(255)).isEqualTo(before);
      assertThat(rootOfEntries()).isEqualTo(before);
      Files.delete(inTheWay.resolve("full"));
      Files.delete(inTheWay);
    }
    Files.write(out.resolve("tile/0/001.p/1"), new byte[32]); // left by another history's end
    Publication.write(dir, out, ENTRIES);
    assertThat(rootOfTiles(257)).isEqualTo(checkpoint().root());
    assertThat(files(out)).doesNotContainKey(".publish.part");
  }

  @Test
  void one_publication_at_a_time_writes_a_directory() throws IOException {
    KeptLedger.create(dir, 5, 5);
    try (StaticFiles other = new StaticFiles(out)) {
      assertThat(other.files()).isZero();
      assertThatIOException()
          .isThrownBy(() -> Publication.write(dir, out, HASHES))
          .withMessageContaining("one publication at a time");
    }
    assertThat(Publication.write(dir, out, HASHES).files()).isEqualTo(2);
  }
}
