package dev.laneledger.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.MaterialUnusableException;
import dev.laneledger.api.verify.Pins;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.publish.Publication;
import dev.laneledger.app.publish.Publication.Shown;
import dev.laneledger.projections.replay.BytesAndCopies;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A published tree is verified as files, and on a static host that is not ours. */
final class PublishedTreeTest {
  private static final int SIZE = 300;

  @TempDir private Path temporary;
  private Path dir;
  private Path out;

  @BeforeEach
  void publish() throws IOException {
    dir = temporary.resolve("ledger");
    out = temporary.resolve("out");
    KeptLedger.create(dir, 3, 3);
    KeptLedger.grow(dir, SIZE);
    Publication.write(dir, out, new Shown(true, true));
  }

  private static VerificationReport verify(OfflineLedger opened) {
    try (opened) {
      return LedgerVerifier.verify(opened, KeptLedger.LOG_KEY.verifierKey());
    }
  }

  /** How far a tree reaches is not known if its checkpoint is none: nothing is verified then. */
  private Verdict verdict() {
    try {
      return verify().verdict();
    } catch (MaterialUnusableException e) {
      assertThat(e).hasMessageContaining("that is not a checkpoint over entries");
      return Verdict.TAMPERED;
    }
  }

  private VerificationReport verify() {
    return verify(OfflineLedger.published(out));
  }

  @Test
  void a_published_tree_gives_the_report_of_its_ledger() {
    VerificationReport report = verify();

    assertThat(report.verdict()).as(report.findings().toString()).isEqualTo(Verdict.VERIFIED);
    assertThat(report).isEqualTo(verify(OfflineLedger.directory(dir)));
  }

  @Test
  void a_static_host_shows_the_same_tree() throws IOException {
    HttpServer host =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            temporary.toRealPath(),
            SimpleFileServer.OutputLevel.NONE);
    host.start();
    try {
      URI base = URI.create("http://127.0.0.1:" + host.getAddress().getPort() + "/out");
      assertThat(verify(OfflineLedger.published(base))).isEqualTo(verify());
      assertThatExceptionOfType(MaterialUnusableException.class)
          .isThrownBy(() -> OfflineLedger.published(base.resolve("/none/")))
          .withMessageContaining("must have a checkpoint");
      Files.delete(out.resolve("tile/entries/001.p/44"));
      assertThat(verify(OfflineLedger.published(base)).verdict()).isEqualTo(Verdict.TAMPERED);
    } finally {
      host.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkpoint",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/44",
        "blobs/"
      })
  void a_changed_byte_a_lost_and_a_cut_file_are_noticed(String name) throws IOException {
    boolean isBlob = name.equals("blobs/");
    Path file = out.resolve(isBlob ? name + Hash.sha256(KeptLedger.blob()).hex() : name);
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at += Math.max(1, good.length / 16)) {
      byte[] bad = good.clone();
      bad[at] ^= 4;
      Files.write(file, bad);
      assertThat(verdict()).as("byte %d", at).isEqualTo(Verdict.TAMPERED);
    }
    for (int length : new int[] {0, 1, good.length / 2, good.length - 1}) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThat(verdict()).as("cut to %d", length).isEqualTo(Verdict.TAMPERED);
    }
    Files.delete(file);
    if (!isBlob && !name.equals("checkpoint") && !name.equals("tile/entries/000")) {
      assertThat(verdict()).as("lost").isEqualTo(Verdict.TAMPERED);
    }
    Files.write(file, good);
    assertThat(verify().verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void a_tree_without_blobs_has_gaps() throws IOException {
    Files.delete(out.resolve("blobs/" + Hash.sha256(KeptLedger.blob()).hex()));
    VerificationReport report = verify();
    assertThat(report.verdict()).isEqualTo(Verdict.GAPS);
    assertThat(report.findings()).extracting(Finding::kind).containsOnly("BLOB_MISSING");
    assertThatExceptionOfType(MaterialUnusableException.class)
        .isThrownBy(() -> OfflineLedger.published(temporary.resolve("none")))
        .withMessageContaining("must hold a checkpoint");
  }

  @Test
  void of_a_tree_without_entries_the_hashes_are_verified_and_it_is_never_good() throws IOException {
    VerificationReport whole = verify();
    out = temporary.resolve("hashes");
    Publication.write(dir, out, new Shown(false, false));
    VerificationReport report = verify();

    assertThat(report.verdict()).isEqualTo(Verdict.GAPS);
    assertThat(report.findings()).extracting(Finding::kind).containsExactly("NO_ENTRIES");
    assertThat(report.trust()).isEqualTo(whole.trust());
    assertThat(report.chain()).isEqualTo(whole.chain());
    assertThat(report.root()).isEqualTo(whole.root());
    try (OfflineLedger opened = OfflineLedger.published(out)) {
      assertThat(LedgerVerifier.verify(opened, (VerifierKey) null).findings())
          .extracting(Finding::kind)
          .containsExactly("NO_PINNED_KEY", "NO_ENTRIES");
    }
    assertThat(BytesAndCopies.verify(OfflineLedger.published(out), older(), entry -> {}))
        .extracting(VerificationReport::verdict)
        .isEqualTo(Verdict.TAMPERED);
    try (OfflineLedger opened = OfflineLedger.published(out)) {
      assertThatExceptionOfType(MaterialUnusableException.class)
          .isThrownBy(() -> Bundle.write(opened, OutputStream.nullOutputStream()))
          .withMessageContaining("hashes alone cannot be exported");
    }
  }

  /** The log's key, and a checkpoint of another history that was seen before. */
  private static Pins older() {
    Checkpoint seen = new Checkpoint(KeptLedger.ORIGIN, 3, Hash.sha256());
    return Pins.of(KeptLedger.LOG_KEY.verifierKey()).withSeen(seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"})
  void without_entries_a_changed_hash_is_noticed_all_the_same(String name) throws IOException {
    out = temporary.resolve("hashes");
    Publication.write(dir, out, new Shown(false, false));
    Path file = out.resolve(name);
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at += Math.max(1, good.length / 16)) {
      byte[] bad = good.clone();
      bad[at] ^= 4;
      Files.write(file, bad);
      assertThat(verdict()).as("byte %d", at).isEqualTo(Verdict.TAMPERED);
    }
    Files.write(file, Arrays.copyOf(good, good.length - 1));
    assertThat(verdict()).as("cut").isEqualTo(Verdict.TAMPERED);
    Files.delete(file);
    if (!name.equals("checkpoint")) {
      assertThat(verdict()).as("lost").isEqualTo(Verdict.TAMPERED);
    }
  }

  @Test
  void what_is_no_plain_file_or_too_long_is_not_read() throws IOException {
    Path tile = out.resolve("tile/entries/000");
    Path elsewhere = Files.move(tile, temporary.resolve("elsewhere"));
    Files.createSymbolicLink(tile, elsewhere);
    assertThatExceptionOfType(MaterialUnusableException.class)
        .isThrownBy(this::verify)
        .withMessageContaining("plain files");
    Files.delete(tile);
    Files.write(tile, new byte[TileFiles.MAX_BYTES + 1]);
    assertThatExceptionOfType(MaterialUnusableException.class)
        .isThrownBy(this::verify)
        .withMessageContaining("at most");
  }
}
