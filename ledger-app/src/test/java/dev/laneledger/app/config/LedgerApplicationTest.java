package dev.laneledger.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.note.VerifierKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerApplicationTest {
  @TempDir Path dir;

  private static HttpResponse<String> get(URI uri) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aServedLedgerAnswersOnlyThoseWhoHaveAToken() throws Exception {
    try (RunningLedger ledger = LedgerApplication.start(ServeOptions.onFreePort(dir))) {
      assertThat(get(ledger.url().resolve("/v1/entries")).statusCode()).isEqualTo(401);
      assertThat(VerifierKey.parse(ledger.verifierKey()).name()).isEqualTo(ledger.origin());
    }
  }

  @Test
  void aPortThatIsTakenIsSaidSoAndTheLedgerIsClosedAgain() {
    try (RunningLedger first = LedgerApplication.start(ServeOptions.onFreePort(dir))) {
      Path other = dir.resolve("other");
      ServeOptions taken =
          new ServeOptions(
              other, "127.0.0.1", first.url().getPort(), null, false, OutsideChecks.NONE);
      assertThatThrownBy(() -> LedgerApplication.start(taken))
          .isInstanceOf(LedgerStartException.class)
          .hasMessageContaining(String.valueOf(first.url().getPort()));
      OpenLedger.open(ServeOptions.onFreePort(other), TestLedger.LIMITS).close();
    }
  }

  @Test
  void oneDirectoryIsServedOnceAtATime() {
    try (RunningLedger first = LedgerApplication.start(ServeOptions.onFreePort(dir))) {
      assertThatThrownBy(() -> LedgerApplication.start(ServeOptions.onFreePort(dir)))
          .isInstanceOf(LedgerStartException.class)
          .hasMessageContaining("one process");
      assertThat(first.readOnlyReason()).isEmpty();
    }
  }
}
