package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.config.EdgeOptions;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.http.RequestRate;
import dev.laneledger.app.signing.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs that speak to a real server over TLS whose certificate no public authority has signed. */
class PrivateAuthorityTest {
  @TempDir private Path dir;
  private final Map<String, String> environment = new HashMap<>();
  private Path certificate;

  @BeforeEach
  void name() {
    certificate = dir.resolve("cert.pem");
  }

  private RunningLedger served(SelfSigned self) throws IOException {
    EdgeOptions.Tls tls = new EdgeOptions.Tls(certificate, dir.resolve("key.pem"), null);
    self.writeCertificate(certificate);
    self.writeKey(tls.key());
    return LedgerApplication.start(
        ServeOptions.onFreePort(dir.resolve("ledger")),
        new EdgeOptions(tls, false, null, RequestRate.ofProperties()));
  }

  private Ran append(RunningLedger ledger, String... more) throws IOException {
    Path event = dir.resolve("event.json");
    Files.writeString(
        event,
        """
        {"specversion":"1.0","id":"program","source":"/programs/P",\
        "type":"dev.laneledger.program.registered.v1","data":{"program":"P","title":"t"}}
        """);
    return verb(ledger, "append", "owner", List.of(more), event.toString());
  }

  private Ran verb(
      RunningLedger ledger, String verb, String role, List<String> more, String... first) {
    List<String> args = new ArrayList<>(List.of(verb));
    args.addAll(List.of(first));
    args.addAll(List.of("--url", ledger.url().toString()));
    args.addAll(List.of("--token-file", dir.resolve("ledger/tokens/" + role).toString()));
    args.addAll(more);
    return Verbs.here(environment, args);
  }

  @Test
  void aServerOfAPrivateAuthorityIsSpokenToWhenItsCertificateIsNamedAndNotOtherwise()
      throws IOException {
    environment.put("HOME", dir.toString());
    try (RunningLedger ledger = served(SelfSigned.make())) {
      Ran untrusted = append(ledger);
      assertThat(untrusted.exit()).as(untrusted.err()).isEqualTo(2);
      assertThat(untrusted.err())
          .contains("no answer from " + ledger.url(), "trusted authority", "(--ca)");

      Ran trusted = append(ledger, "--ca", certificate.toString());
      assertThat(trusted.exit()).as(trusted.err()).isZero();

      List<String> key = List.of("--key", ledger.verifierKey());
      assertThat(verb(ledger, "verify", "auditor", key).exit()).isEqualTo(2);
      environment.put("LANELEDGER_CA", certificate.toString());
      Ran verified = verb(ledger, "verify", "auditor", key);
      assertThat(verified.exit()).as(verified.err()).isZero();
    }
  }

  @Test
  void aFlagCountsBeforeTheEnvironmentAndThatBeforeTheFileWhichMayBeRelative() throws IOException {
    environment.put("HOME", dir.toString());
    Path settings = Files.createDirectories(dir.resolve(".config/laneledger"));
    try (RunningLedger ledger = served(SelfSigned.make())) {
      Files.copy(certificate, settings.resolve("ledger-ca.pem"));
      Files.writeString(settings.resolve("config.toml"), "ca = \"ledger-ca.pem\"\n");
      Path wrong = dir.resolve("wrong.pem");
      SelfSigned.make().writeCertificate(wrong);

      assertThat(append(ledger).exit()).isZero();
      environment.put("LANELEDGER_CA", wrong.toString());
      assertThat(append(ledger).err()).contains("trusted authority");
      assertThat(append(ledger, "--ca", certificate.toString()).exit()).isZero();
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefusedAlthoughItIsTrusted() throws IOException {
    try (RunningLedger ledger = served(SelfSigned.make("ledger.example"))) {
      Ran refused = append(ledger, "--ca", certificate.toString());

      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.err()).contains("for this host name", "127.0.0.1");
    }
  }

  @Test
  void aFileThatHoldsNoCertificateIsToldWithWhatToDo() throws IOException {
    try (RunningLedger ledger = served(SelfSigned.make())) {
      Path empty = Files.createFile(dir.resolve("empty.pem"));
      Path garbled = dir.resolve("garbled.pem");
      Files.writeString(garbled, Files.readString(certificate).replace("MII", "!!!"));

      for (Path file :
          List.of(dir.resolve("missing.pem"), dir, empty, garbled, dir.resolve("key.pem"))) {
        for (String verb : List.of("append", "verify")) {
          Ran refused =
              verb.equals("append")
                  ? append(ledger, "--ca", file.toString())
                  : verb(ledger, verb, "auditor", List.of("--ca", file.toString()));
          assertThat(refused.exit()).as(refused.err()).isEqualTo(2);
          assertThat(refused.err()).contains("--ca must", file.toString(), "authority");
        }
      }
    }
  }
}
