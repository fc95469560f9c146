package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.laneledger.app.config.EdgeOptions;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.http.OidcIssuer;
import dev.laneledger.app.http.RequestRate;
import dev.laneledger.app.http.TestIssuer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signing in at an issuer of another site in a real browser, which decides by itself which cookies
 * come along; with a public client, and once while the issuer is away.
 */
class IssuerBrowserTest {
  @TempDir private Path dir;

  @Test
  void a_browser_goes_to_the_issuer_and_comes_back_signed_in() throws Exception {
    Chromium.get();
    try (TestIssuer issuer = new TestIssuer();
        RunningLedger ledger = started(issuer);
        Reader reader = Reader.of(ledger.url(), Look.PHONE_DARK)) {
      reader.mayGoTo(issuer.url());
      Page page = reader.open("/ledger").looksWell().page();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in at"))
          .press("Enter");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Continue")).click();
      page.waitForURL(ledger.url() + "/ledger");

      assertThat(page.locator("header .role").textContent()).isEqualTo("AUDITOR");
      issuer.close();
      assertThat(reader.open("/").page().locator("h1").first().isVisible()).isTrue();
    }
  }

  @Test
  void while_the_issuer_is_away_the_page_says_so() throws Exception {
    TestIssuer issuer = new TestIssuer();
    try (RunningLedger ledger = started(issuer)) {
      issuer.close();
      var answer = new dev.laneledger.app.page.Browser(ledger.url()).get("/sign-in/issuer");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body())
          .contains("but cannot be asked", "sign in with a token", "name=\"token\"")
          .doesNotContain("Exception");
    }
  }

  private RunningLedger started(TestIssuer issuer) {
    return LedgerApplication.start(
        ServeOptions.onFreePort(dir.resolve("ledger")),
        new EdgeOptions(
            null,
            false,
            issuer.issuer(new OidcIssuer.Client(TestIssuer.CLIENT, null)),
            RequestRate.ofProperties()));
  }
}
