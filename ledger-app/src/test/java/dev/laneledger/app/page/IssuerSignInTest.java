package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.laneledger.app.config.EdgeOptions;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.http.OidcIssuer;
import dev.laneledger.app.http.RequestRate;
import dev.laneledger.app.http.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in at a real issuer, with a client that has a secret, over real HTTP. */
class IssuerSignInTest {
  private static final String SECRET = "a secret of the client";

  @TempDir private static Path dir;
  private static TestIssuer issuer;
  private static RunningLedger ledger;

  @BeforeAll
  static void start() throws Exception {
    issuer = new TestIssuer();
    issuer.codes().expects(SECRET);
    ledger = started("ledger", secret("rw-------"));
  }

  @AfterAll
  static void stop() {
    ledger.close();
    issuer.close();
  }

  @BeforeEach
  void nothing_is_wrong() {
    issuer.codes().signsIn("auditor", UnaryOperator.identity());
  }

  private static RunningLedger started(String name, Path secret) {
    OidcIssuer.Client client = new OidcIssuer.Client(TestIssuer.CLIENT, secret);
    return LedgerApplication.start(
        ServeOptions.onFreePort(dir.resolve(name)),
        new EdgeOptions(null, false, issuer.issuer(client), RequestRate.ofProperties()));
  }

  private static Path secret(String mode) throws IOException {
    Path file = Files.writeString(dir.resolve("secret-" + mode), SECRET + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static Browser nobody() {
    return new Browser(ledger.url());
  }

  /** Where the ledger sends the browser. */
  private static URI away(Browser browser) {
    HttpResponse<String> answer = browser.get("/sign-in/issuer?to=/ledger?q%3D1");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  /** Where the issuer sends it back to, after its person has agreed. */
  private static String agreed(URI there) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(there).POST(HttpRequest.BodyPublishers.noBody()).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer
          .headers()
          .firstValue("Location")
          .orElseThrow(() -> new AssertionError(answer.body()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> signIn(Browser browser) {
    return browser.get(agreed(away(browser)));
  }

  private static void refused(HttpResponse<String> answer, String... said) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.body()).contains("role=\"alert\"").contains(said);
    assertThat(answer.body()).doesNotContain("Exception", "at dev.", "at org.", SECRET, "eyJ");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith("ledger-session="));
    assertThat(answer.headers().firstValue("Content-Security-Policy")).contains(PageHeaders.POLICY);
  }

  private static void tokenRefused(UnaryOperator<JWTClaimsSet.Builder> changed) {
    issuer.codes().signsIn("auditor", changed);
    Browser browser = nobody();
    refused(signIn(browser), "a token that stands, but: invalid_");
    assertThat(browser.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void whom_the_issuer_signs_in_goes_on_as_the_registered_principal() {
    Browser browser = nobody();
    assertThat(browser.page("/sign-in?to=/lanes"))
        .contains("href=\"/sign-in/issuer?to=/lanes\"", "Sign in at localhost");

    HttpResponse<String> answer = signIn(browser);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("http-equiv=\"refresh\" content=\"0;url=/ledger?q=1\"")
        .doesNotContain("eyJ");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .anyMatch(c -> c.startsWith("ledger-session=") && c.contains("; SameSite=Strict"))
        .anyMatch(c -> c.startsWith("ledger-sign-in=;") && c.contains("Max-Age=0;"));
    assertThat(browser.page("/")).contains("AUDITOR").contains(">default<");
    assertThat(browser.get("/v1/events").statusCode()).isEqualTo(200);
  }

  @Test
  void the_role_of_a_session_is_that_of_the_token() {
    issuer.codes().signsIn("lane", UnaryOperator.identity());
    Browser lane = nobody();
    signIn(lane);

    assertThat(lane.page("/")).contains("LANE").contains(">default<");
    assertThat(lane.get("/v1/events").statusCode()).isEqualTo(403);
  }

  @Test
  void every_request_to_the_issuer_has_its_own_state_nonce_and_challenge() {
    Browser browser = nobody();
    HttpResponse<String> answer = browser.get("/sign-in/issuer");
    String first = answer.headers().firstValue("Location").orElseThrow();
    String second = away(browser).toString();

    assertThat(first)
        .contains("response_type=code", "code_challenge_method=S256", "client_id=ledger-client")
        .doesNotContain("verifier", "secret");
    for (String name : List.of("state", "nonce", "code_challenge")) {
      assertThat(parameter(first, name)).hasSize(43).isNotEqualTo(parameter(second, name));
    }
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("ledger-sign-in=")
        .contains("; HttpOnly", "; SameSite=Lax", "Max-Age=600");
  }

  private static String parameter(String uri, String name) {
    return uri.replaceFirst(".*[?&]" + name + "=([^&]*).*", "$1");
  }

  @Test
  void an_answer_that_this_browser_did_not_ask_for_opens_nothing() {
    Browser browser = nobody();
    String back = agreed(away(browser));
    String begun = "this browser began";

    refused(nobody().get(back), begun);
    Browser another = nobody();
    away(another);
    refused(another.get(back), begun);
    Browser wrong = nobody();
    refused(wrong.get(agreed(away(wrong)).replace("state=", "state=x")), begun);
    Browser none = nobody();
    refused(none.get(agreed(away(none)).replace("state=", "no-state=")), begun);
    assertThat(browser.get(back).statusCode()).isEqualTo(200);
    refused(browser.get(back), begun);
  }

  @Test
  void a_code_of_somebody_else_is_traded_for_nothing() {
    String strange = agreed(away(nobody())).replaceFirst(".*[?&]code=([^&]*).*", "$1");
    Browser browser = nobody();
    String back = agreed(away(browser)).replaceFirst("code=[^&]*", "code=" + strange);

    refused(browser.get(back), "but: invalid_grant");
  }

  @Test
  void a_token_that_is_not_for_this_sign_in_opens_nothing() {
    Instant now = Instant.now();
    tokenRefused(claims -> claims.claim("nonce", "another"));
    tokenRefused(claims -> claims.claim("nonce", null));
    tokenRefused(claims -> claims.issuer("http://localhost:1"));
    tokenRefused(claims -> claims.audience("the-ledger"));
    tokenRefused(claims -> claims.audience(List.of(TestIssuer.CLIENT, "another")));
    tokenRefused(claims -> claims.claim("azp", "another"));
    tokenRefused(claims -> claims.expirationTime(Date.from(now.minusSeconds(2))));
    tokenRefused(claims -> claims.expirationTime(null));
  }

  @Test
  void without_one_role_of_a_registered_principal_a_page_says_so() {
    issuer.codes().signsIn("auditor", claims -> claims.claim("ledger_role", null));
    refused(signIn(nobody()), "exactly one role in the claim ledger_role", "ask the issuer");
    issuer.codes().signsIn("x", claims -> claims.claim("ledger_role", List.of("owner", "auditor")));
    refused(signIn(nobody()), "exactly one role in the claim ledger_role");
    issuer.codes().signsIn("auditor", claims -> claims.subject("<b>mallory</b>"));
    refused(signIn(nobody()), "token for &lt;b&gt;mallory&lt;/b&gt; must");
  }

  @Test
  void what_the_issuer_says_instead_of_a_code_is_said() {
    Browser browser = nobody();
    String state = parameter(away(browser).toString(), "state");
    refused(
        browser.get("/sign-in/issuer/back?error=access_denied&state=" + state),
        "but says: access_denied");
    Browser other = nobody();
    String wild = parameter(away(other).toString(), "state");
    refused(
        other.get("/sign-in/issuer/back?error=%3Cscript%3E&state=" + wild),
        "but says: nothing that is known here");
  }

  @Test
  void a_session_ends_with_its_token_and_not_a_moment_later() {
    Instant end = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
    issuer.codes().signsIn("auditor", claims -> claims.expirationTime(Date.from(end)));
    Browser browser = nobody();
    assertThat(signIn(browser).statusCode()).isEqualTo(200);
    assertThat(browser.get("/").statusCode()).isEqualTo(200);

    await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(end));

    assertThat(browser.get("/").statusCode()).isEqualTo(303);
    assertThat(browser.get("/v1/witnesses").statusCode()).isEqualTo(401);
  }

  @Test
  void a_session_that_was_there_before_is_not_the_one_that_is_signed_in() {
    Browser browser = nobody();
    signIn(browser);
    HttpRequest.Builder before = browser.request("/");

    signIn(browser);

    assertThat(browser.get("/").statusCode()).isEqualTo(200);
    assertThat(browser.send(before.GET()).statusCode()).isEqualTo(303);
    HttpRequest.Builder now = browser.request("/");
    browser.submit("/sign-out", Map.of("_csrf", browser.csrf()));
    assertThat(browser.send(now.GET()).statusCode()).isEqualTo(303);
  }

  @Test
  void an_id_token_is_no_bearer_token() {
    signIn(nobody());
    String token = issuer.codes().lastToken();

    assertThat(
            nobody()
                .send(
                    HttpRequest.newBuilder(ledger.url().resolve("/v1/witnesses"))
                        .header("Authorization", "Bearer " + token))
                .statusCode())
        .isEqualTo(401);
    assertThat(nobody().submit("/sign-in", Map.of("token", token, "to", "/")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void the_way_back_stays_on_this_server() {
    Browser browser = nobody();
    HttpResponse<String> answer = browser.get("/sign-in/issuer?to=//evil.example/");
    String there = answer.headers().firstValue("Location").orElseThrow();

    assertThat(browser.get(agreed(URI.create(there))).body())
        .contains("content=\"0;url=/\"")
        .doesNotContain("evil");
  }

  @Test
  void a_secret_that_others_can_read_is_not_used() throws IOException {
    Path open = secret("rw-r--r--");

    assertThatThrownBy(() -> started("another", open))
        .hasMessageContaining("open to its owner only")
        .hasMessageContaining("chmod 600");
  }
}
