package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.laneledger.app.config.EdgeOptions;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed tokens of a real issuer, at a real ledger. */
class OidcWireTest {
  @TempDir private static Path dir;
  private static TestIssuer issuer;
  private static RunningLedger ledger;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    issuer = new TestIssuer();
    ledger =
        LedgerApplication.start(
            ServeOptions.onFreePort(dir),
            new EdgeOptions(null, false, issuer.issuer(), RequestRate.ofProperties()));
    wire = new Wire(ledger.url().getPort());
  }

  @AfterAll
  static void stop() {
    ledger.close();
    issuer.close();
  }

  private static void admitted(String token) {
    Wire.Answer answer = wire.get(token, "/v1/witnesses");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static void refused(String token) {
    wire.get(token, "/v1/witnesses").isProblem(401, "UNAUTHENTICATED");
  }

  @Test
  void a_token_that_the_issuer_signed_stands_for_the_registered_principal() throws Exception {
    admitted(issuer.byRsa(issuer.claims("default", "auditor")));
    admitted(issuer.byEc(issuer.claims("default", List.of("staff", "auditor"))));
    String auditor = issuer.byEc(issuer.claims("default", "auditor"));
    String lane = issuer.byEc(issuer.claims("default", "lane"));
    assertThat(wire.get(auditor, "/v1/events").status()).isEqualTo(200);
    wire.get(lane, "/v1/events").isProblem(403, "FORBIDDEN");
    admitted(Files.readString(dir.resolve("tokens/lane")).strip());
  }

  @Test
  void what_the_issuer_did_not_sign_admits_nobody() {
    JWTClaimsSet.Builder claims = issuer.claims("default", "lane");
    String good = issuer.byRsa(claims);

    refused(TestIssuer.unsigned(claims));
    refused(issuer.byPublicKeyAsSecret(claims));
    refused(TestIssuer.byStranger(claims));
    refused(good.substring(0, good.lastIndexOf('.') + 1));
    refused(good.substring(0, good.length() - 8) + "AAAAAAAA");
  }

  @Test
  void a_token_for_somebody_else_or_another_time_admits_nobody() {
    Instant now = Instant.now();
    refused(issuer.byRsa(issuer.claims("default", "lane").issuer("http://127.0.0.1:1")));
    refused(issuer.byRsa(issuer.claims("default", "lane").audience("another")));
    refused(issuer.byRsa(issuer.claims("default", "lane").audience((String) null)));
    refused(
        issuer.byRsa(
            issuer.claims("default", "lane").expirationTime(Date.from(now.minusSeconds(120)))));
    refused(issuer.byRsa(issuer.claims("default", "lane").expirationTime(null)));
    refused(
        issuer.byRsa(
            issuer.claims("default", "lane").notBeforeTime(Date.from(now.plusSeconds(120)))));
  }

  @Test
  void whom_the_ledger_does_not_know_in_just_that_role_is_nobody() {
    refused(issuer.byRsa(issuer.claims("mallory", "lane")));
    refused(issuer.byRsa(issuer.claims("default", "LANE")));
    refused(issuer.byRsa(issuer.claims("default", "root")));
    refused(issuer.byRsa(issuer.claims("default", List.of("lane", "owner"))));
    refused(issuer.byRsa(issuer.claims("default", null)));
    refused(issuer.byRsa(issuer.claims("default:x", "lane")));
    refused(issuer.byRsa(issuer.claims(null, "lane")));
  }

  @Test
  void an_issuer_is_asked_over_https_unless_it_is_on_this_machine() {
    assertThatThrownBy(
            () -> new OidcIssuer(URI.create("http://idp.example"), "a", "r", "sub", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an issuer must be an https URL, but is http://idp.example");
  }
}
