package dev.laneledger.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.note.Checkpoint;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.api.verify.LedgerVerifier;
import dev.laneledger.api.verify.Verdict;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.scenario.LaneRun;
import dev.laneledger.app.scenario.Parties;
import dev.laneledger.app.scenario.ProgramRegistration;
import dev.laneledger.app.scenario.Scenario;
import dev.laneledger.projections.replay.Replay;
import dev.laneledger.projections.replay.ReplayReport;
import dev.laneledger.projections.replay.ReplayReport.LaneResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole governed lane on a real server: what was live is what every replay reaches. */
final class LiveAndReplayedTest {
  private static final Scenario SCENARIO = Scenario.shipped("fix7");

  /** An imported lane of which two sources state different packet trees. */
  private static final String DISPUTED = "06-dry-run-execution-readiness";

  @TempDir private Path temporary;

  @Test
  void a_lane_on_a_server_is_replayed_from_its_directory_its_bundle_and_its_url() throws Exception {
    Path directory = temporary.resolve("ledger");
    Path running = temporary.resolve("running.zip");
    Path stopped = temporary.resolve("stopped.zip");
    VerifierKey key;
    Hash sealed;
    Hash report;
    Hash disputed;
    ReplayReport ofUrl;
    try (RunningLedger server = LedgerApplication.start(ServeOptions.onFreePort(directory))) {
      key = VerifierKey.parse(server.verifierKey());
      LedgerClient auditor = client(server, directory, "auditor");
      sealed = runLane(server, directory, auditor);
      report = report(auditor, SCENARIO.laneId());
      disputed = report(auditor, DISPUTED);
      awaitCheckpoint(auditor);
      export(directory, running);
      // a state is attested some seconds after its last change: until then its replay has a gap
      ofUrl =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(
                  () ->
                      replay(OfflineLedger.server(server.url(), token(directory, "auditor")), key),
                  replayed -> replayed.findings().isEmpty());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertEqualExports(server.url(), directory));
    }
    export(directory, stopped);

    ReplayReport ofDirectory = replay(OfflineLedger.directory(directory), key);
    assertThat(ofDirectory.findings()).isEmpty();
    assertThat(ofDirectory.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(ofDirectory.decided()).isPositive();
    assertThat(ofDirectory.refusals()).isPositive();
    assertThat(ofDirectory.attestations()).isPositive();
    assertThat(replay(OfflineLedger.bundle(stopped), key)).isEqualTo(ofDirectory);
    assertThat(ofUrl.findings()).isEmpty();
    for (ReplayReport replayed : new ReplayReport[] {ofDirectory, ofUrl}) {
      LaneResult lane = lane(replayed, SCENARIO.laneId());
      assertThat(lane.packetTree()).isEqualTo(sealed);
      assertThat(lane.report()).isEqualTo(report);
      assertThat(lane(replayed, DISPUTED).report()).isEqualTo(disputed);
      assertThat(replayed.states()).isEqualTo(ofDirectory.states());
    }
    try (OfflineLedger ledger = OfflineLedger.bundle(running)) {
      assertThat(LedgerVerifier.verify(ledger, key).verdict())
          .isIn(Verdict.VERIFIED, Verdict.GAPS); // an attestation may be newer than the checkpoint
    }
  }

  /** As soon as nothing is appended any more: what a server shows is all that it keeps. */
  private void assertEqualExports(URI server, Path directory) throws IOException {
    Path shown = temporary.resolve("shown.zip");
    Path kept = temporary.resolve("kept.zip");
    try (OfflineLedger ledger = OfflineLedger.server(server, token(directory, "auditor"));
        OutputStream out = Files.newOutputStream(shown)) {
      Bundle.write(ledger, out);
    }
    export(directory, kept);
    assertThat(shown).hasSameBinaryContentAs(kept);
  }

  private Hash runLane(RunningLedger server, Path directory, LedgerClient auditor)
      throws IOException, GeneralSecurityException {
    Parties parties =
        new Parties(
            client(server, directory, "lane"),
            client(server, directory, "operator"),
            client(server, directory, "owner"),
            auditor,
            ownerKey(directory));
    new ProgramRegistration(SCENARIO, parties).run();
    return new LaneRun(SCENARIO, parties, line -> {}).run(temporary.resolve("source"));
  }

  private static Hash report(LedgerClient auditor, String lane) {
    String text = auditor.report(SCENARIO.programId(), lane);
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static LaneResult lane(ReplayReport report, String id) {
    return report.lanes().stream()
        .filter(lane -> id.equals(lane.lane().leaf()))
        .findFirst()
        .orElseThrow();
  }

  private static ReplayReport replay(OfflineLedger ledger, VerifierKey key) {
    try (ledger) {
      return Replay.of(ledger, key);
    }
  }

  private static void export(Path directory, Path file) throws IOException {
    try (OfflineLedger ledger = OfflineLedger.directory(directory);
        OutputStream out = Files.newOutputStream(file)) {
      Bundle.write(ledger, out);
    }
  }

  /** Until a signed checkpoint covers everything that is there now. */
  private static void awaitCheckpoint(LedgerClient auditor) {
    long[] last = {0};
    auditor.entries(EntryQuery.ALL, entry -> last[0] = entry.seq());
    long size = 0;
    for (int i = 0; i < 10_000 && size <= last[0]; i++) {
      size = Checkpoint.parse(SignedNote.parse(auditor.checkpoint()).text()).size();
    }
    assertThat(size).isGreaterThan(last[0]);
  }

  private static PrivateKey ownerKey(Path directory) throws IOException, GeneralSecurityException {
    String pem = Files.readString(directory.resolve("keys/owner.pem"));
    byte[] pkcs8 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static LedgerClient client(RunningLedger server, Path directory, String name)
      throws IOException {
    return new LedgerClient(server.url(), token(directory, name));
  }

  private static String token(Path directory, String name) throws IOException {
    return Files.readString(directory.resolve("tokens").resolve(name)).strip();
  }
}
