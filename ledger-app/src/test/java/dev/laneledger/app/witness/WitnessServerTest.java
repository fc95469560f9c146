package dev.laneledger.app.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.AddCheckpoint;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.Cosignature;
import dev.laneledger.api.note.NoteSignature;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.VerifiedNote;
import dev.laneledger.api.note.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every status of tlog-witness, over real HTTP. */
final class WitnessServerTest {
  private static final SomeLog LOG = new SomeLog("log.example/a", "main");
  private static final SomeLog FORK = new SomeLog("log.example/a", "fork");
  private static final SomeLog UNKNOWN = new SomeLog("log.example/other", "main");

  @TempDir Path dir;

  private final HttpClient http = HttpClient.newHttpClient();
  private WitnessServer witness;

  @BeforeEach
  void start() throws IOException {
    witness = start(dir);
  }

  @AfterEach
  void stop() throws IOException {
    witness.close();
    http.close();
  }

  private static WitnessServer start(Path dir) throws IOException {
    return WitnessServer.start(
        dir, "w.example/1", List.of(LOG.key().verifierKey()), "127.0.0.1", 0);
  }

  private HttpResponse<String> add(String body) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(witness.url() + "/add-checkpoint"))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(witness.url() + path)).build(), BodyHandlers.ofString());
  }

  private int status(String body) throws IOException, InterruptedException {
    return add(body).statusCode();
  }

  @Test
  void aConsistentCheckpointIsCosignedWithTheTime() throws Exception {
    long before = Instant.now().getEpochSecond();
    HttpResponse<String> first = add(LOG.request(0, 3));
    HttpResponse<String> next = add(LOG.request(3, 7));
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(next.statusCode()).isEqualTo(200);
    NoteSignature cosignature = NoteSignature.parse(next.body());
    VerifiedNote note =
        LOG.note(7)
            .with(List.of(cosignature))
            .verify(List.of(LOG.key().verifierKey(), witness.verifierKey()));
    assertThat(note.verified()).hasSize(2);
    assertThat(note.unverified()).isEmpty();
    assertThat(Cosignature.time(cosignature)).isBetween(before, Instant.now().getEpochSecond());
  }

  @Test
  void theLatestIsReadUnderTheHashOfItsOrigin() throws Exception {
    assertThat(get("/" + LOG.id() + "/checkpoint").statusCode()).isEqualTo(404);
    assertThat(status(LOG.request(0, 3))).isEqualTo(200);
    HttpResponse<String> latest = get("/" + LOG.id() + "/checkpoint");
    assertThat(latest.statusCode()).isEqualTo(200);
    VerifiedNote note =
        SignedNote.parse(latest.body())
            .verify(List.of(LOG.key().verifierKey(), witness.verifierKey()));
    assertThat(Checkpoint.of(note)).isEqualTo(LOG.checkpoint(3));
    assertThat(note.verified()).hasSize(2);
    assertThat(get("/" + UNKNOWN.id() + "/checkpoint").statusCode()).isEqualTo(404);
    assertThat(get("/" + LOG.id()).statusCode()).isEqualTo(404);
  }

  @Test
  void anUnknownOriginIsNotFoundAndAnUnknownOrBrokenSignatureForbidden() throws Exception {
    assertThat(status(UNKNOWN.request(0, 3))).isEqualTo(404);
    SignerKey stranger = SignerKey.fromSeed(LOG.origin(), new byte[32]);
    SignedNote strange = LOG.checkpoint(3).sign(stranger);
    assertThat(status(new AddCheckpoint(0, List.of(), strange).format())).isEqualTo(403);
    SignedNote forged = new SignedNote(LOG.note(4).text(), LOG.note(3).signatures());
    assertThat(status(new AddCheckpoint(0, List.of(), forged).format())).isEqualTo(403);
    SignedNote both = LOG.note(3).with(strange.signatures());
    assertThat(status(new AddCheckpoint(0, List.of(), both).format())).isEqualTo(200);
    assertThat(get("/" + LOG.id() + "/checkpoint").body())
        .doesNotContain(strange.signatures().getFirst().format());
  }

  @Test
  void anOldSizeThatIsNotTheLatestIsAConflictThatNamesTheLatest() throws Exception {
    HttpResponse<String> nothing = add(LOG.request(3, 7));
    assertThat(nothing.statusCode()).isEqualTo(409);
    assertThat(nothing.body()).isEqualTo("0\n");
    assertThat(status(LOG.request(0, 5))).isEqualTo(200);
    for (int old : new int[] {0, 3, 4, 6}) {
      HttpResponse<String> conflict = add(LOG.request(old, 7));
      assertThat(conflict.statusCode()).isEqualTo(409);
      assertThat(conflict.body()).isEqualTo("5\n");
      assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
    }
    assertThat(status(LOG.request(0, 3))).isEqualTo(409);
  }

  @Test
  void aSizeBeyondTheCheckpointIsABadRequest() throws Exception {
    assertThat(status(new AddCheckpoint(4, List.of(), LOG.note(3)).format())).isEqualTo(400);
  }

  @Test
  void whatIsNoRequestIsABadOneAndWhatIsTooLongTooLarge() throws Exception {
    String good = LOG.request(0, 3);
    for (String body :
        List.of(
            "",
            "old 0\n",
            good.replace("old 0", "old 00"),
            good.replace("old 0", "old -1"),
            good.replace("old 0", "old +0"),
            good.replace("old 0", "new 0"),
            good.replace("old 0\n", "old 0\r\n"),
            good.replace("old 0\n", "old 0\nAAAA\n"),
            good.substring(0, good.length() - 1),
            good.replace("log.example/a\n3\n", "log.example/a\n03\n"),
            "old 0\n"
                + (LOG.checkpoint(1).root().base64() + "\n").repeat(64)
                + good.substring(6))) {
      assertThat(status(body)).as(body).isEqualTo(400);
    }
    assertThat(status("old 0\n".repeat(20_000))).isEqualTo(413);
    assertThat(get("/add-checkpoint").statusCode()).isEqualTo(405);
    assertThat(status(good)).isEqualTo(200);
  }

  @Test
  void aProofThatDoesNotLeadThereCannotBeProcessed() throws Exception {
    Hash some = LOG.checkpoint(1).root();
    assertThat(status(new AddCheckpoint(0, List.of(some), LOG.note(5)).format())).isEqualTo(422);
    assertThat(status(LOG.request(0, 5))).isEqualTo(200);
    for (AddCheckpoint bad :
        List.of(
            new AddCheckpoint(5, List.of(), LOG.note(7)),
            new AddCheckpoint(5, LOG.proof(4, 7), LOG.note(7)),
            new AddCheckpoint(5, LOG.proof(5, 7).reversed(), LOG.note(7)),
            new AddCheckpoint(5, FORK.proof(5, 7), FORK.note(7)),
            new AddCheckpoint(5, List.of(), FORK.note(5)),
            new AddCheckpoint(5, List.of(some), LOG.note(5)))) {
      assertThat(status(bad.format())).as(bad.toString()).isEqualTo(422);
    }
    assertThat(status(LOG.request(5, 5))).isEqualTo(200);
    assertThat(status(LOG.request(5, 7))).isEqualTo(200);
  }

  @Test
  void theEmptyTreeHasOneRoot() throws Exception {
    SignedNote wrong = new Checkpoint(LOG.origin(), 0, Hash.sha256(new byte[] {1})).sign(LOG.key());
    assertThat(status(new AddCheckpoint(0, List.of(), wrong).format())).isEqualTo(422);
    assertThat(status(LOG.request(0, 0))).isEqualTo(200);
    assertThat(status(LOG.request(0, 0))).isEqualTo(200);
    assertThat(status(LOG.request(0, 4))).isEqualTo(200);
  }

  @Test
  void extensionLinesOfOtherLogsAreCosignedWithTheRest() throws Exception {
    SignedNote extended = SignedNote.sign(LOG.checkpoint(3).text() + "extra\n", LOG.key());
    HttpResponse<String> answer = add(new AddCheckpoint(0, List.of(), extended).format());
    assertThat(answer.statusCode()).isEqualTo(200);
    extended
        .with(List.of(NoteSignature.parse(answer.body())))
        .verify(List.of(witness.verifierKey()));
    SignedNote holed = SignedNote.sign(LOG.checkpoint(3).text() + "\nextra\n", LOG.key());
    assertThat(status(new AddCheckpoint(3, List.of(), holed).format())).isEqualTo(400);
  }

  @Test
  void ofManyAtOnceOnlyOneHistoryIsCosigned() throws Exception {
    assertThat(status(LOG.request(0, 3))).isEqualTo(200);
    List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String request = (i % 2 == 0 ? LOG : FORK).request(3, 4 + i);
      requests.add(() -> add(request));
    }
    int cosigned = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpResponse<String>> answer : threads.invokeAll(requests)) {
        int status = answer.get().statusCode();
        assertThat(status).isIn(200, 409);
        cosigned += status == 200 ? 1 : 0;
      }
    }
    assertThat(cosigned).isEqualTo(1);
  }

  @Test
  void keyAndLastCheckpointOutliveTheProcess() throws Exception {
    assertThat(status(LOG.request(0, 3))).isEqualTo(200);
    assertThat(status(LOG.request(3, 5))).isEqualTo(200);
    VerifierKey key = witness.verifierKey();
    assertThatThrownBy(() -> start(dir)).hasMessageContaining("one process only");
    witness.close();
    assertThatThrownBy(() -> WitnessServer.start(dir, "w.example/2", List.of(), "127.0.0.1", 0))
        .hasMessageContaining("a witness keeps its name, which is w.example/1");
    witness = start(dir);
    assertThat(witness.verifierKey()).isEqualTo(key);
    assertThat(add(LOG.request(0, 7)).body()).isEqualTo("5\n");
    assertThat(status(new AddCheckpoint(5, FORK.proof(5, 7), FORK.note(7)).format()))
        .isEqualTo(422);
    assertThat(status(LOG.request(5, 7))).isEqualTo(200);
    for (String file : List.of("witness.key", LOG.id())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(file))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aRecordThatTheWitnessDidNotWriteKeepsItFromStarting() throws Exception {
    witness.close();
    Files.writeString(dir.resolve(LOG.id()), LOG.note(5).format());
    assertThatThrownBy(() -> start(dir)).hasMessageContaining("that this witness cosigned");
    Files.delete(dir.resolve(LOG.id()));
    witness = start(dir);
  }

  @Test
  void onlyALogsKeyIsWitnessed() throws Exception {
    VerifierKey own = witness.verifierKey();
    assertThatThrownBy(() ->
            WitnessServer.start(dir.resolve("b"), "w.example/2", List.of(own), "127.0.0.1", 0))
        .hasMessageContaining("a log's key must have type 1");
  }
}
