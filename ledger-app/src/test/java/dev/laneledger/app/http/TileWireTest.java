package dev.laneledger.app.http;

import static dev.laneledger.app.http.LedgerServer.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.EntryBundle;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.TileHashReader;
import dev.laneledger.api.note.TilePath;
import dev.laneledger.api.verify.Finding;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.api.verify.VerificationReport;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.publish.Publication;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C2SP tlog-tiles as a client of any such log fetches them, against a real server. */
class TileWireTest {
  @TempDir private static Path dir;
  private static LedgerServer ledger;

  /** Of a tree of more than one full tile. */
  private static Checkpoint checkpoint;

  /** A size at which the ledger had a signed checkpoint before it grew. */
  private static Checkpoint earlier;

  @BeforeAll
  static void start() {
    ledger = new LedgerServer(dir.resolve("ledger"));
    ledger.appended("owner", LedgerServer.program("P"));
    earlier = grown("[" + LedgerServer.blocker("P", "first") + "]");
    checkpoint =
        grown(
            IntStream.range(0, 300)
                .mapToObj(i -> LedgerServer.blocker("P", "B-" + i))
                .collect(Collectors.joining(",", "[", "]")));
    assertThat(checkpoint.size()).isGreaterThan(300);
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static Checkpoint grown(String batch) {
    Wire.Answer answer =
        ledger.wire.post(ledger.token("owner"), "/v1/events?wait=checkpoint", BATCH, batch);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    String note = ledger.wire.get("", "/checkpoint").text();
    return Checkpoint.of(SignedNote.parse(note).verify(List.of(ledger.key())));
  }

  private static byte[] bytes(Wire.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
    return answer.response().body();
  }

  @Test
  void the_tiles_of_a_checkpoint_give_its_root_and_its_bundles_give_their_leaves() {
    List<Hash> leaves = new ArrayList<>();
    for (TilePath path : TilePath.between(0, checkpoint.size())) {
      if (path.isEntries()) {
        EntryBundle.decode(bytes(ledger.get("auditor", "/" + path.path())))
            .forEach(entry -> leaves.add(MerkleTree.leafHash(entry)));
      } else {
        bytes(ledger.wire.get("", "/" + path.path()));
      }
    }
    TileHashReader tiles =
        new TileHashReader(
            checkpoint.size(), path -> bytes(ledger.wire.get("", "/" + path.path())));

    assertThat(leaves).hasSize((int) checkpoint.size());
    assertThat(MerkleTree.rootOf(leaves)).isEqualTo(checkpoint.root());
    assertThat(MerkleTree.root(checkpoint.size(), tiles)).isEqualTo(checkpoint.root());
    assertThat(bytes(ledger.wire.get("", "/tile/1/000.p/1")))
        .isEqualTo(MerkleTree.rootOf(leaves.subList(0, 256)).bytes());
  }

  @Test
  void partials_of_an_earlier_checkpoint_stay() {
    TileHashReader tiles =
        new TileHashReader(earlier.size(), path -> bytes(ledger.wire.get("", "/" + path.path())));

    assertThat(earlier.size()).isLessThan(256);
    assertThat(MerkleTree.root(earlier.size(), tiles)).isEqualTo(earlier.root());
    assertThat(bytes(ledger.get("auditor", "/tile/entries/000.p/" + earlier.size()))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tile/0/000.p/0",
        "/tile/0/000.p/256",
        "/tile/0/000.p/007",
        "/tile/0/000.p/-1",
        "/tile/0/000.p/",
        "/tile/0/000/",
        "/tile/0/0",
        "/tile/0/x000/000",
        "/tile/00/000",
        "/tile/64/000",
        "/tile/-1/000",
        "/tile/0",
        "/tile",
        "/tile/",
        "/tile/entries",
        "/tile/0/%30%30%30",
        "/tile/0/002.p/1",
        "/tile/1/000",
        "/tile/1/000.p/2",
        "/tile/2/000.p/1",
        "/tile/63/000.p/1",
        "/tile/0/x999/x999/x999/x999/x999/999",
        "/tile/0/x999/x999/x999/x999/x999/x999/x999/999"
      })
  void what_no_checkpoint_covers_and_what_is_no_tile_is_not_there(String path) {
    ledger.wire.get("", path).isProblem(404, "NOT_FOUND");
  }

  @Test
  void hashes_are_for_everybody_and_entries_for_auditors() {
    for (String path : List.of("/tile/entries/000", "/tile/entries/001.p/1")) {
      ledger.wire.get("", path).isProblem(401, "UNAUTHENTICATED");
      ledger.wire.get("wrong", path).isProblem(401, "UNAUTHENTICATED");
      for (String role : List.of("lane", "operator", "owner", "admin")) {
        ledger.get(role, path).isProblem(403, "FORBIDDEN");
      }
      assertThat(ledger.get("auditor", path).header("Cache-Control"))
          .contains("private", "immutable", "max-age=31536000");
    }
    assertThat(ledger.wire.get("", "/tile/0/000").header("Cache-Control"))
        .contains("public", "immutable", "max-age=31536000");
    assertThat(ledger.wire.get("", "/checkpoint").header("Cache-Control")).isEqualTo("max-age=1");
  }

  @Test
  void a_tile_that_is_known_already_is_not_sent_again() {
    for (String path : List.of("/tile/0/000", "/tile/entries/000.p/3")) {
      Wire.Answer first = ledger.get("auditor", path);
      assertThat(first.header("ETag")).matches("\"[0-9a-f]{64}\"");
      Wire.Answer again =
          ledger.wire.send(
              ledger
                  .wire
                  .request(ledger.token("auditor"), path)
                  .header("If-None-Match", first.header("ETag")));
      assertThat(again.status()).as(path).isEqualTo(304);
      assertThat(again.response().body()).isEmpty();
    }
    Wire.Answer note = ledger.wire.get("", "/checkpoint");
    assertThat(note.header("ETag")).contains(Hash.sha256(note.response().body()).hex());
    Wire.Answer head = ledger.wire.method("", "HEAD", "/tile/0/000", BodyPublishers.noBody());
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo("8192");
    ledger.wire.get("", "/tile/0/000?x=1").isProblem(400, "PARAMETER_INVALID");
    ledger
        .wire
        .method("", "POST", "/tile/0/000", BodyPublishers.noBody())
        .isProblem(405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void what_is_published_as_files_is_byte_for_byte_what_is_served() throws IOException {
    Path out = dir.resolve("published");

    Publication.Result result =
        Publication.write(ledger.dir, out, new Publication.Shown(true, false));

    // the ledger may have attested its states meanwhile
    assertThat(result.checkpoint().size()).isGreaterThanOrEqualTo(checkpoint.size());
    List<TilePath> tiles = TilePath.between(0, result.checkpoint().size());
    assertThat(result.files()).isEqualTo(tiles.size() + 1);
    for (TilePath path : tiles) {
      assertThat(Files.readAllBytes(out.resolve(path.path())))
          .as(path.path())
          .isEqualTo(bytes(ledger.get("auditor", "/" + path.path())));
    }
  }

  @Test
  void trees_that_are_published_while_the_ledger_grows_are_whole() throws Exception {
    Path out = dir.resolve("growing");
    try (LedgerServer growing = new LedgerServer(dir.resolve("growing-ledger"));
        ExecutorService lane = Executors.newSingleThreadExecutor()) {
      Future<?> appending =
          lane.submit(() -> {
            for (int i = 0; i < 20; i++) {
              growing.appended("owner", LedgerServer.program("P-" + i));
            }
          });
      boolean ended;
      do {
        ended = appending.isDone();
        Publication.write(growing.dir, out, new Publication.Shown(true, true));
        try (OfflineLedger tree = OfflineLedger.published(out)) {
          VerificationReport report = LedgerVerifier.verify(tree, growing.key());
          assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.VERIFIED);
        }
      } while (!ended);
      appending.get();
    }
  }

  @Test
  void a_ledger_with_public_entries_shows_them_to_everybody() {
    Path open = dir.resolve("open");
    try (LedgerServer shown = new LedgerServer(ServeOptions.onFreePort(open).withPublicEntries())) {
      Wire.Answer entries = shown.wire.get("", "/tile/entries/000.p/6");
      assertThat(EntryBundle.decode(bytes(entries))).hasSize(6);
      assertThat(entries.header("Cache-Control")).contains("public", "immutable");
      shown.wire.get("", "/v1/events").isProblem(401, "UNAUTHENTICATED");
      try (OfflineLedger tree = OfflineLedger.published(shown.url())) {
        VerificationReport report = LedgerVerifier.verify(tree, shown.key());
        assertThat(report.verdict()).isEqualTo(Verdict.GAPS); // its blobs stay behind tokens
        assertThat(report.findings()).extracting(Finding::kind).containsOnly("BLOB_MISSING");
      }
    }
    try (OfflineLedger tree = OfflineLedger.published(ledger.url())) {
      VerificationReport report = LedgerVerifier.verify(tree, ledger.key());
      assertThat(report.verdict()).isEqualTo(Verdict.GAPS);
      assertThat(report.findings()).extracting(Finding::kind).containsOnly("NO_ENTRIES");
    }
  }
}
