package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.command.RequestRefusedException;
import dev.laneledger.app.publish.WitnessState;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.witness.WitnessServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real ledger and two real witnesses, over HTTP. */
final class WitnessedLedgerTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path temporary;

  private final List<WitnessServer> witnesses = new ArrayList<>();
  private Path dir;
  private VerifierKey log;

  @BeforeEach
  void make() throws IOException {
    dir = Files.createDirectory(temporary.resolve("ledger"));
    log = LedgerSecrets.readOrCreate(dir, "ledger.example/a", List.of()).logKey().verifierKey();
    witnesses.add(witness(1, 0));
    witnesses.add(witness(2, 0));
  }

  @AfterEach
  void stop() throws IOException {
    for (WitnessServer witness : witnesses) {
      witness.close();
    }
  }

  private WitnessServer witness(int n, int port) throws IOException {
    return WitnessServer.start(
        temporary.resolve("w" + n), "w.example/" + n, List.of(log), "127.0.0.1", port);
  }

  private OutsideChecks policy(String quorum) throws IOException {
    StringBuilder text = new StringBuilder("log " + log.encode() + "\n");
    for (WitnessServer witness : witnesses) {
      VerifierKey key = witness.verifierKey();
      text.append("witness %s %s %s\n".formatted(key.name(), key.encode(), witness.url()));
    }
    text.append("group both all w.example/1 w.example/2\nquorum " + quorum + "\n");
    Path file = temporary.resolve("policy-" + quorum.replace("/", "-"));
    Files.writeString(file, text);
    return new OutsideChecks(null, file, null);
  }

  private List<VerifierKey> keys() {
    return witnesses.stream().map(WitnessServer::verifierKey).toList();
  }

  private long cosigners(String note) {
    return SignedNote.parse(note).verify(keysAndLog()).verified().size() - 1L;
  }

  private List<VerifierKey> keysAndLog() {
    return Stream.concat(Stream.of(log), keys().stream()).toList();
  }

  private static Checkpoint head(String note) {
    return Checkpoint.parse(SignedNote.parse(note).text());
  }

  private Checkpoint latest(WitnessServer witness) throws IOException, InterruptedException {
    String id = Hash.sha256(log.name().getBytes(StandardCharsets.UTF_8)).hex();
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create(witness.url() + "/" + id + "/checkpoint");
      return head(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
    }
  }

  private static void awaitCosigned(TestLedger ledger, long size) {
    await()
        .atMost(SOON)
        .until(() ->
            ledger.open.witnesses().witnessed().stream()
                .anyMatch(signed -> signed.checkpoint().size() >= size));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(file -> {
        try {
          Files.copy(file, to.resolve(from.relativize(file).toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }

  /** A copy of the ledger after its first start, with six entries. */
  private Path olderCopy() throws IOException {
    new TestLedger(dir).close();
    Path older = temporary.resolve("older");
    copy(dir, older);
    return older;
  }

  private static String refusal(TestLedger ledger) {
    RequestRefusedException refused =
        catchThrowableOfType(
            RequestRefusedException.class,
            () -> ledger.append(TestLedger.OWNER, TestLedger.pin("late", "late.md")));
    assertThat(refused.code()).isEqualTo("READ_ONLY");
    return String.valueOf(refused.getMessage());
  }

  @Test
  void bothCosignWhatIsSignedAndItIsKept() throws Exception {
    String kept;
    try (TestLedger ledger = new TestLedger(dir, policy("both"))) {
      ledger.append(TestLedger.OWNER, TestLedger.program());
      awaitCosigned(ledger, 7);
      await().atMost(SOON).until(() -> cosigners(ledger.open.checkpoints().current()) == 2);
      kept = ledger.open.checkpoints().current();
      assertThat(dir.resolve("checkpoint")).hasContent(kept);
      assertThat(ledger.open.witnesses().states())
          .extracting(WitnessState::size)
          .containsExactly(7L, 7L);
      assertThat(ledger.open.witnesses().states()).allMatch(state -> state.error() == null);
      assertThat(latest(witnesses.get(0))).isEqualTo(head(kept));
      assertThat(latest(witnesses.get(1))).isEqualTo(head(kept));
    }
    for (WitnessServer witness : witnesses) {
      witness.close();
    }
    try (TestLedger again = new TestLedger(dir, policy("none"))) {
      assertThat(again.open.checkpoints().current()).isEqualTo(kept);
      assertThat(again.open.witnesses().states()).allMatch(state -> state.error() != null);
    }
  }

  @Test
  void anOlderCopyThatIsPutBackIsReadOnlyAndStaysSoWhenItGrew() throws Exception {
    Path older = olderCopy();
    Checkpoint seen;
    try (TestLedger ledger = new TestLedger(dir, policy("both"))) {
      ledger.append(TestLedger.OWNER, TestLedger.program());
      awaitCosigned(ledger, 7);
      seen = ledger.open.witnesses().witnessed().orElseThrow().checkpoint();
    }
    Files.copy(dir.resolve("policy"), older.resolve("policy"));
    try (TestLedger restored = new TestLedger(older)) {
      assertThat(refusal(restored))
          .contains("witness w.example/", "saw 7 entries with root " + seen.root())
          .contains("holds 6 with root " + restored.open.directory().reader().head().root());
      assertThat(head(restored.open.checkpoints().current()).size()).isEqualTo(6);
    }
    Files.delete(older.resolve("policy"));
    try (TestLedger fork = new TestLedger(older)) { // it has no policy, so it signs the fork
      fork.append(TestLedger.OWNER, TestLedger.program());
      fork.append(TestLedger.OWNER, TestLedger.pin("other", "other.md"));
    }
    Files.copy(dir.resolve("policy"), older.resolve("policy"));
    try (TestLedger restored = new TestLedger(older)) {
      Hash own = MerkleTree.root(7, restored.open.directory().reader().hashes());
      assertThat(refusal(restored))
          .contains("saw 7 entries with root " + seen.root())
          .contains("the first 7 of ledger.db have root " + own);
    }
    assertThat(latest(witnesses.getFirst())).isEqualTo(seen);
  }

  @Test
  void aForkSignedWhileTheWitnessesWereAwayIsRefusedByThemAndStopsTheLedger() throws Exception {
    Path older = olderCopy();
    Checkpoint seen;
    try (TestLedger ledger = new TestLedger(dir, policy("both"))) {
      ledger.append(TestLedger.OWNER, TestLedger.program());
      awaitCosigned(ledger, 7);
      seen = ledger.open.witnesses().witnessed().orElseThrow().checkpoint();
    }
    OutsideChecks needsNone = policy("none");
    int port = witnesses.getFirst().url().getPort();
    for (WitnessServer witness : witnesses) {
      witness.close();
    }
    try (TestLedger fork = new TestLedger(older, needsNone)) {
      assertThat(fork.open.directory().writer().readOnlyReason()).isEmpty();
      fork.append(TestLedger.OWNER, TestLedger.program());
      fork.append(TestLedger.OWNER, TestLedger.pin("other", "other.md"));
      witnesses.add(witness(1, port));
      await().atMost(SOON).until(() -> fork.open.directory().writer().readOnlyReason().isPresent());
      assertThat(refusal(fork)).contains("witness w.example/1 saw 7 entries", "" + seen.root());
      assertThat(latest(witnesses.getLast())).isEqualTo(seen);
      assertThat(cosigners(fork.open.checkpoints().current())).isZero();
    }
  }

  @Test
  void withoutAQuorumOfAnswersNothingIsSigned() throws Exception {
    OutsideChecks both = policy("both");
    witnesses.getLast().close();
    System.setProperty("laneledger.witnesses.patience", "0");
    try (TestLedger ledger = new TestLedger(dir, both)) {
      assertThat(refusal(ledger)).contains("the quorum both must have said", "w.example/2: ");
      assertThatThrownBy(() -> ledger.open.checkpoints().current())
          .hasMessageContaining("the quorum both must have said");
      assertThat(dir.resolve("checkpoint")).doesNotExist();
    } finally {
      System.clearProperty("laneledger.witnesses.patience");
    }
    try (TestLedger ledger = new TestLedger(dir, policy("w.example/1"))) {
      ledger.append(TestLedger.OWNER, TestLedger.program());
      awaitCosigned(ledger, 7);
      assertThat(ledger.open.witnesses().states().getLast().error()).isNotNull();
    }
  }

  @Test
  void thePolicyHoldsUntilAnotherIsGivenAndMustNameThisLedger() throws Exception {
    new TestLedger(dir, policy("w.example/1")).close();
    try (TestLedger ledger = new TestLedger(dir)) {
      assertThat(ledger.open.witnesses().quorum()).isEqualTo("w.example/1");
    }
    Path wrong = Files.writeString(temporary.resolve("wrong"), "quorum of\n");
    assertThatThrownBy(() -> new TestLedger(dir, new OutsideChecks(null, wrong, null)))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContaining("must be a policy");
    VerifierKey other = VerifierKey.of("other.example", VerifierKey.ED25519, new byte[32]);
    Path others =
        Files.writeString(temporary.resolve("others"), "log " + other.encode() + "\nquorum none\n");
    assertThatThrownBy(() -> new TestLedger(dir, new OutsideChecks(null, others, null)))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContaining("add \"log " + log.encode());
  }

  @Test
  void aCheckpointOnAnotherDiskKeepsAnOlderCopyFromSigning() throws Exception {
    Path elsewhere = temporary.resolve("elsewhere.checkpoint");
    OutsideChecks checks = new OutsideChecks(elsewhere, null, null);
    Path older = olderCopy();
    try (TestLedger ledger = new TestLedger(dir, checks)) {
      ledger.append(TestLedger.OWNER, TestLedger.program());
    }
    assertThat(elsewhere).hasSameTextualContentAs(dir.resolve("checkpoint"));
    Files.delete(older.resolve("checkpoint"));
    try (TestLedger restored = new TestLedger(older, checks)) {
      assertThat(refusal(restored)).contains("over 7 entries was signed, but ledger.db holds 6");
    }
    try (TestLedger whole = new TestLedger(dir, checks)) {
      assertThat(whole.open.directory().writer().readOnlyReason()).isEmpty();
    }
  }
}
