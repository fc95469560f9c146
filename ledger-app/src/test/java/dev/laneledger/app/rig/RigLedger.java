package dev.laneledger.app.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.event.Entry;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.cli.LedgerVerb;
import dev.laneledger.app.cli.ServedLedger;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.LedgerReader;
import dev.laneledger.app.storage.LedgerSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** One ledger in a directory that servers come and go on, and what must hold of it always. */
final class RigLedger {
  /** Half of what a start costs otherwise; nothing here lives long enough for a better compiler. */
  static final List<String> FLAGS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

  private static final int KILLED = 128 + 9;
  private static final int PATIENCE_SECONDS = 120;

  /** One person sends all of it: no limit. */
  private static final String[] OPTIONS = {"--rate", "100000"};

  private final Path dir;
  private final Path errors;
  private String key = "";
  private int checked;

  RigLedger(Path temporary) {
    this.dir = temporary.resolve("ledger");
    this.errors = temporary.resolve("err.txt");
  }

  /** A copy of a ledger that is not served, under the key that it has. */
  RigLedger(Path temporary, RigLedger original) throws IOException {
    this(temporary);
    this.key = original.key();
    FileSystemUtils.copyRecursively(original.dir, dir);
  }

  Path dir() {
    return dir;
  }

  /** What a server writes there. */
  List<Path> files() {
    return Stream.of(
            "ledger.db",
            "ledger.db-wal",
            "ledger.db-journal",
            "views.db",
            "views.db-wal",
            "checkpoint",
            "checkpoint.next",
            "keys/log.key.next",
            "keys/owner.pem.next",
            "tokens.sha256.next",
            "tokens/owner.next",
            "tokens",
            "keys",
            "")
        .map(dir::resolve)
        .toList();
  }

  Path errors() {
    return errors;
  }

  Process launch(String... before) throws IOException {
    return ServedLedger.launch(List.of(before), FLAGS, dir, errors, Map.of(), OPTIONS);
  }

  ServedLedger serve(String... before) throws IOException {
    return ServedLedger.awaited(launch(before), errors);
  }

  String token() throws IOException {
    return Files.readString(dir.resolve("tokens/owner")).strip();
  }

  /** What the first server said of its key. */
  String key() throws IOException {
    if (key.isEmpty()) {
      key =
          Files.readAllLines(errors).stream()
              .filter(line -> line.startsWith("key "))
              .findFirst()
              .orElseThrow(() -> new AssertionError("the server named no key"))
              .substring("key".length())
              .strip();
    }
    return key;
  }

  static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor()).isEqualTo(KILLED);
  }

  /** Asks it to end, and waits. */
  void stop(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** Every receipt that came since the last call, and every checkpoint that was ever shown. */
  void check(RigClients clients) throws IOException {
    List<Held> held = clients.held();
    check(held.subList(checked, held.size()), clients);
    checked = held.size();
  }

  /** Serves it in this process, where every client appends at least once, and checks everything. */
  void checkServedAgain(RigClients clients) throws Exception {
    try (RunningLedger again = LedgerApplication.start(ServeOptions.onFreePort(dir))) {
      assertThat(again.readOnlyReason()).isEmpty();
      key = again.verifierKey();
      int before = clients.held().size();
      clients.begin(again.url().toString(), token(), 1).await();
      clients.stop();
      assertThat(clients.takeRefused()).isEmpty();
      assertThat(clients.held()).hasSizeGreaterThan(before);
    }
    checkAll(clients);
  }

  /** Everything: the bytes of every receipt, every checkpoint, and what a replay finds. */
  void checkAll(RigClients clients) throws IOException {
    check(clients.held(), clients);
    LedgerVerb.Ended replay =
        LedgerVerb.run("replay", "--dir", dir.toString(), "--key", key(), "--json");
    assertThat(replay.exit()).as("replay: %s", replay).isIn(0, 3);
    assertThat(new JsonMapper().readTree(replay.out()).path("findings").findValuesAsString("kind"))
        .as("what is younger than five seconds may wait for its attestation")
        .isSubsetOf("STATE_UNATTESTED");
  }

  private void check(List<Held> receipts, RigClients clients) throws IOException {
    if (receipts.isEmpty()) {
      return; // perhaps there is no ledger yet
    }
    try (LedgerSnapshot snapshot = LedgerDirectory.read(dir)) {
      receipts.forEach(receipt -> assertHeld(snapshot.reader(), receipt));
      VerifierKey key = VerifierKey.parse(key());
      for (String note : clients.checkpoints()) {
        assertPrefix(snapshot.reader(), Checkpoint.of(SignedNote.parse(note).verify(List.of(key))));
      }
      Path kept = dir.resolve("checkpoint");
      byte[] newest = Files.readAllBytes(kept);
      assertPrefix(snapshot.reader(), Checkpoint.of(SignedNote.parse(newest).verify(List.of(key))));
    }
  }

  private static void assertHeld(LedgerReader reader, Held held) {
    Entry entry =
        reader
            .entry(held.seq())
            .orElseThrow(() -> new AssertionError("acknowledged and lost: " + held));
    assertThat(
            new Held(
                entry.seq(),
                entry.event().source().path(),
                entry.event().id(),
                entry.leaf().hex(),
                entry.chain().hex()))
        .isEqualTo(held);
    assertThat(MerkleTree.leafHash(entry.bytes()).hex()).isEqualTo(held.leaf());
  }

  /** A checkpoint whose root is that of the first entries is consistent with every other. */
  private static void assertPrefix(LedgerReader reader, Checkpoint checkpoint) {
    assertThat(reader.size()).as("signed and lost").isGreaterThanOrEqualTo(checkpoint.size());
    assertThat(MerkleTree.root(checkpoint.size(), reader.hashes())).isEqualTo(checkpoint.root());
  }

  /**
   * Starts it once more, lets the clients append until some row has changed, and waits until the
   * states are attested and signed: then a replay that finds nothing says that the live projections
   * are its own.
   */
  void checkAttested(RigClients clients) throws Exception {
    ServedLedger served = serve();
    clients.begin(served.url(), token(), clients.enoughForABlocker()).await();
    clients.stop();
    long highest = clients.held().stream().mapToLong(Held::seq).max().orElseThrow();
    await()
        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
        .until(() -> signedSize() > highest + 1); // the attestation is an entry of its own
    stop(served.process());
    checkAll(clients);
    assertThat(LedgerVerb.run("replay", "--dir", dir.toString(), "--key", key()).exit()).isZero();
  }

  private long signedSize() throws IOException {
    return Long.parseLong(Files.readAllLines(dir.resolve("checkpoint")).get(1));
  }
}
