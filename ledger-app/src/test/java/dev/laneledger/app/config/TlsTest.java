package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.app.http.RequestRate;
import dev.laneledger.app.signing.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is served over TLS, and one that must not be served without it. */
class TlsTest {
  @TempDir private Path dir;
  private final SelfSigned self = SelfSigned.make();
  private EdgeOptions.Tls tls;

  @BeforeEach
  void files() throws IOException {
    tls = new EdgeOptions.Tls(dir.resolve("cert.pem"), dir.resolve("key.pem"), null);
    self.writeCertificate(tls.certificate());
    self.writeKey(tls.key());
  }

  @Test
  void over_tls_everybody_who_trusts_the_certificate_is_answered() throws Exception {
    try (RunningLedger ledger =
        LedgerApplication.start(ServeOptions.onFreePort(dir.resolve("ledger")), over(tls))) {
      URI checkpoint = ledger.url().resolve("/checkpoint");
      HttpResponse<String> answer =
          get(HttpClient.newBuilder().sslContext(self.trusted()).build(), checkpoint);

      assertThat(checkpoint.getScheme()).isEqualTo("https");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).startsWith(ledger.origin());
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThatThrownBy(() -> get(HttpClient.newHttpClient(), checkpoint))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void others_than_this_machine_are_not_answered_without_tls_unless_it_is_said() {
    ServeOptions everywhere =
        new ServeOptions(dir.resolve("ledger"), "0.0.0.0", 0, null, false, OutsideChecks.NONE);

    assertThatThrownBy(() -> LedgerApplication.start(everywhere))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContainingAll("TLS only", "0.0.0.0", "--tls-cert", "--plain-http");
    assertThat(dir.resolve("ledger")).doesNotExist();
    LedgerApplication.start(everywhere, new EdgeOptions(null, true, null, RequestRate.ofSecond(9)))
        .close();
  }

  @Test
  void a_key_that_others_can_read_is_not_used() throws IOException {
    Files.setPosixFilePermissions(tls.key(), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() ->
            LedgerApplication.start(ServeOptions.onFreePort(dir.resolve("ledger")), over(tls)))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContainingAll("rw-r-----", "chmod 600 " + tls.key());
  }

  @Test
  void a_log_key_that_others_can_read_is_not_used() throws IOException {
    ServeOptions options = ServeOptions.onFreePort(dir.resolve("ledger"));
    OpenLedger.open(options, TestLedger.LIMITS).close();
    Path key = dir.resolve("ledger/keys/log.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw----r--"));

    assertThatThrownBy(() -> LedgerApplication.start(options))
        .isInstanceOf(LedgerStartException.class)
        .hasMessageContainingAll("rw----r--", "chmod 600 " + key);
  }

  private static EdgeOptions over(EdgeOptions.Tls tls) {
    return new EdgeOptions(tls, false, null, RequestRate.ofProperties());
  }

  private static HttpResponse<String> get(HttpClient client, URI url) throws Exception {
    return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }
}
