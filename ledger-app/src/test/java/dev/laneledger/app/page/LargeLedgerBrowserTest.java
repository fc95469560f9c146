package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * An auditor verifies an entry in the browser that has more leaves before it than two levels hold.
 */
@EnabledIfSystemProperty(named = "pages.entries", matches = "[1-9][0-9]{3,7}")
class LargeLedgerBrowserTest {
  private static final int LANES = 60;
  private static final int ENTRIES = 66_000;

  @TempDir private static Path dir;
  private static LargeLedger ledger;

  @BeforeAll
  static void make() {
    Chromium.get();
    ledger = LargeLedger.made(dir.resolve("ledger"), LANES, ENTRIES);
  }

  @AfterAll
  static void close() {
    if (ledger != null) {
      ledger.close();
    }
  }

  @Test
  void the_chain_is_followed_over_every_leaf() {
    try (Reader auditor = at(ENTRIES - 1)) {
      Page page = auditor.page();
      pin(page);

      assertThat(page.locator(".verdict-line").textContent()).startsWith("Verified");
      assertThat(page.locator(".checks .good").count()).isEqualTo(5);
      assertThat(page.locator(".outcome").textContent()).doesNotContain("the chain");
    }
  }

  @Test
  void a_leaf_that_was_changed_on_the_way_is_found_wherever_it_is() {
    try (Reader auditor = at(ENTRIES - 1)) {
      auditor.page().route("**/tile/0/100", LargeLedgerBrowserTest::flip);
      pin(auditor.page());

      assertThat(auditor.page().locator(".outcome .notice").textContent())
          .contains("The leaves do not chain to what this page shows after entry 65999");
    }
  }

  @Test
  void a_chain_that_the_page_shows_wrongly_is_found() {
    try (Reader auditor = at(300)) {
      auditor
          .page()
          .evaluate("() => { document.getElementById('verify').dataset.chain = '00'.repeat(32); }");
      pin(auditor.page());

      assertThat(auditor.page().locator(".outcome .notice").textContent())
          .contains("do not chain to what this page shows after entry 300");
    }
  }

  private static Reader at(int seq) {
    return Reader.of(ledger.running().url(), Look.DESKTOP_LIGHT)
        .signIn(ledger.token("auditor"), "/ledger/" + seq);
  }

  private static void pin(Page page) {
    page.getByLabel("verifier key").fill(ledger.running().verifierKey());
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pin it and verify"))
        .click();
    page.locator(".verdict-line").waitFor();
  }

  private static void flip(Route route) {
    var answer = route.fetch();
    byte[] body = answer.body();
    body[7] ^= 1;
    route.fulfill(new Route.FulfillOptions().setResponse(answer).setBodyBytes(body));
  }
}
