package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.OutsideChecks;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.publish.Timestamps;
import dev.laneledger.app.signing.LedgerSecrets;
import dev.laneledger.app.signing.TestAuthority;
import dev.laneledger.app.witness.WitnessServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a second party gains: a ledger that was witnessed and timestamped, audited from its files.
 */
final class WitnessedAuditTest {
  @TempDir Path temporary;

  @Test
  void anAuditorSeesWhoElseSawTheCheckpointAndBeforeWhichTimeItExisted() throws Exception {
    Path dir = Files.createDirectory(temporary.resolve("ledger"));
    var log = LedgerSecrets.readOrCreate(dir, "ledger.example/a", List.of()).logKey().verifierKey();
    Path fromServer = temporary.resolve("from-server.zip");
    Path certificates = temporary.resolve("root.pem");
    Path policy = temporary.resolve("policy");
    try (TestAuthority authority = new TestAuthority();
        WitnessServer witness =
            WitnessServer.start(
                temporary.resolve("w"), "w.example/1", List.of(log), "127.0.0.1", 0)) {
      authority.certificates(certificates);
      Files.writeString(
          policy,
          "log %s\nwitness w %s %s\nquorum w\n"
              .formatted(log.encode(), witness.verifierKey().encode(), witness.url()));
      OutsideChecks outside =
          new OutsideChecks(
              null, policy, new Timestamps.Authority(authority.url(), null, Duration.ofHours(1)));
      try (RunningLedger running =
          LedgerApplication.start(ServeOptions.onFreePort(dir).with(outside))) {
        assertThat(running.readOnlyReason()).isEmpty();
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() ->
                Files.exists(dir.resolve("timestamps/6.tsr"))
                    && Files.readString(dir.resolve("checkpoint")).contains("w.example/1"));
        List<String> server =
            List.of(
                "--url", running.url() + "", "--token-file", dir.resolve("tokens/auditor") + "");
        Ran overHttp = verify(server, trust(log, policy, certificates));
        assertThat(overHttp.exit()).as(overHttp.out() + overHttp.err()).isZero();
        assertThat(overHttp.out())
            .contains(
                "cosigned by w", "existed   6 entries before 20", "says CN=Test Timestamping");
        List<String> export = new ArrayList<>(List.of("export", "--out", fromServer.toString()));
        export.addAll(server);
        assertThat(Verbs.here(export).exit()).isZero();
      }
    }
    List<String> trust = trust(log, policy, certificates);
    Ran verified = verify(List.of("--dir", dir.toString()), trust);
    assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out())
        .contains("cosigned by w", "existed   6 entries before 20", "says CN=Test Timestamping");

    Path bundle = temporary.resolve("bundle.zip");
    Ran exported = Verbs.here(List.of("export", "--dir", dir + "", "--out", bundle.toString()));
    assertThat(exported.exit()).as(exported.err()).isZero();
    Ran bundled = verify(List.of("--bundle", bundle.toString()), trust);
    assertThat(bundled.exit()).as(bundled.out() + bundled.err()).isZero();
    assertThat(bundled.out()).contains("existed   6 entries before 20");
    assertThat(fromServer).hasSameBinaryContentAs(bundle);

    Path tree = temporary.resolve("tree");
    Verbs.require(Verbs.here(List.of("publish", "--dir", dir + "", "--out", tree.toString())));
    Ran published = verify(List.of("--tiles", tree.toString()), trust);
    assertThat(published.exit()).as(published.out() + published.err()).isEqualTo(3);
    assertThat(published.out())
        .contains("cosigned by w", "existed   6 entries before 20", "NO_ENTRIES");

    Ran untrusting = verify(List.of("--dir", dir.toString()), trust.subList(0, 4));
    assertThat(untrusting.exit()).isEqualTo(3);
    assertThat(untrusting.out()).contains("TIMESTAMP_UNKNOWN").doesNotContain("existed");

    Path token = dir.resolve("timestamps/6.tsr");
    byte[] forged = Files.readAllBytes(token);
    forged[forged.length - 3] ^= 1;
    Files.write(token, forged);
    Ran caught = verify(List.of("--dir", dir.toString()), trust);
    assertThat(caught.exit()).isEqualTo(1);
    assertThat(caught.out()).contains("TIMESTAMP  timestamps/6.tsr");
  }

  @Test
  void whatIsNoCertificateFileIsUsage() throws Exception {
    Path empty = Files.writeString(temporary.resolve("empty.pem"), "");
    Ran ran = verify(List.of("--dir", "."), List.of("--tsa-certs", empty.toString()));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("PEM certificates of authorities");
  }

  private static List<String> trust(VerifierKey log, Path policy, Path certificates) {
    return List.of(
        "--key", log.encode(), "--policy", policy.toString(), "--tsa-certs", certificates + "");
  }

  private static Ran verify(List<String> ledger, List<String> trust) {
    List<String> args = new ArrayList<>(List.of("verify"));
    args.addAll(ledger);
    args.addAll(trust);
    return Verbs.here(args);
  }
}
