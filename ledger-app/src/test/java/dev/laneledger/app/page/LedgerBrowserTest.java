package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.laneledger.api.note.VerifierKey;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An auditor goes through the ledger and lets the browser recompute what it is shown. */
class LedgerBrowserTest {
  private static PlayedLedger ledger;
  private static long seq;

  @BeforeAll
  static void play() {
    Chromium.get();
    ledger = PlayedLedger.get();
    seq = ledger.entryOfLane();
  }

  @ParameterizedTest
  @EnumSource
  void an_auditor_finds_an_entry_and_verifies_it(Look look) {
    try (Reader auditor = Reader.signedIn(ledger, "auditor", look)) {
      Page page = auditor.page();
      page.getByRole(AriaRole.LINK, exactly("Ledger").setExact(true)).first().click();
      page.waitForURL("**/ledger?*");
      auditor.looksWell();
      page.getByLabel("Type").selectOption("lane.rollback-proven");
      page.getByRole(AriaRole.BUTTON, exactly("Find")).click();
      page.locator(".entries .seq").first().click();
      page.waitForURL("**/ledger/" + seq + "*");
      auditor.looksWell();

      pin(page, ledger.running().verifierKey());

      assertThat(outcome(page)).startsWith("Verified");
      assertThat(page.locator(".checks .good").count()).isEqualTo(5);
      assertThat(page.locator(".outcome").textContent())
          .contains("Not checked here", "ledger replay");
      auditor.looksWell();

      page.reload();
      assertThat(outcome(page)).startsWith("Verified");
    }
  }

  @Test
  void a_key_that_the_server_states_itself_is_no_verification() {
    try (Reader auditor = at()) {
      auditor.page().getByRole(AriaRole.BUTTON, exactly("Take the key this server states")).click();

      assertThat(outcome(auditor.page())).startsWith("Consistent").contains("could state a key");
    }
  }

  @Test
  void a_key_of_another_ledger_is_refused() {
    try (Reader auditor = at()) {
      pin(auditor.page(), key("example.com/foo"));

      assertThat(outcome(auditor.page())).startsWith("Not verified");
      assertThat(said(auditor))
          .contains("of another ledger", "example.com/foo", ledger.running().origin());
    }
  }

  @Test
  void a_key_that_has_the_ledgers_name_but_did_not_sign_is_refused() {
    try (Reader auditor = at()) {
      pin(auditor.page(), key(ledger.running().origin()));

      assertThat(said(auditor)).contains("is not signed by the pinned key");
    }
  }

  @Test
  void a_key_with_a_wrong_letter_is_not_taken() {
    try (Reader auditor = at()) {
      Page page = auditor.page();
      page.getByLabel("verifier key").fill(key("example.com/foo").replace("foo", "fou"));
      page.getByRole(AriaRole.BUTTON, exactly("Pin it and verify")).click();
      page.locator(".pin .notice").waitFor();

      assertThat(page.locator(".pin .notice").textContent()).contains("a letter is wrong");
      assertThat(page.evaluate("() => localStorage.length")).isEqualTo(0);
    }
  }

  @Test
  void an_entry_whose_bytes_were_changed_on_the_way_differs_from_the_tree() {
    try (Reader auditor = tampered("**/ledger/" + seq, LedgerBrowserTest::changeBytes)) {
      assertThat(outcome(auditor.page())).startsWith("Not verified");
      assertThat(said(auditor))
          .contains("are not those of entry " + seq + " in the tree", "expected", "actual");
    }
  }

  @Test
  void a_leaf_that_was_changed_in_its_tile_is_found() {
    try (Reader auditor = tampered("**/tile/0/**", r -> flip(r, (int) seq * 32))) {
      assertThat(said(auditor)).contains("are not those of entry " + seq);
    }
  }

  @Test
  void another_leaf_that_was_changed_does_not_lead_to_the_signed_root() {
    try (Reader auditor = tampered("**/tile/0/**", r -> flip(r, (int) (seq - 1) * 32))) {
      assertThat(said(auditor)).contains("do not lead to the signed root");
    }
  }

  @Test
  void a_checkpoint_that_was_changed_is_not_signed() {
    try (Reader auditor = tampered("**/checkpoint", LedgerBrowserTest::changeSize)) {
      assertThat(said(auditor)).contains("signature by the pinned key is wrong");
    }
  }

  /** Of somebody who signed nothing here. */
  private static String key(String name) {
    return VerifierKey.of(name, VerifierKey.ED25519, new byte[32]).encode();
  }

  private static Reader at() {
    return Reader.signedIn(ledger, "auditor", Look.DESKTOP_LIGHT).open("/ledger/" + seq);
  }

  private static Reader tampered(String path, Consumer<Route> change) {
    Reader auditor = Reader.signedIn(ledger, "auditor", Look.DESKTOP_LIGHT);
    auditor.page().route(path, change::accept);
    auditor.open("/ledger/" + seq);
    pin(auditor.page(), ledger.running().verifierKey());
    auditor.page().locator(".verdict-line").waitFor();
    return auditor;
  }

  private static void flip(Route route, int at) {
    var answer = route.fetch();
    byte[] body = answer.body();
    body[at] ^= 1;
    route.fulfill(new Route.FulfillOptions().setResponse(answer).setBodyBytes(body));
  }

  private static void changeBytes(Route route) {
    var answer = route.fetch();
    String body =
        answer
            .text()
            .replace("PASS", "FAIL")
            .replace("ABSENT", "PRESENT")
            .replace("specversion", "specVersion");
    route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(body));
  }

  private static void changeSize(Route route) {
    var answer = route.fetch();
    String[] lines = answer.text().split("\n", 3);
    String body = lines[0] + "\n" + (Long.parseLong(lines[1]) + 1) + "\n" + lines[2];
    route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(body));
  }

  private static void pin(Page page, String key) {
    page.getByLabel("verifier key").fill(key);
    page.getByRole(AriaRole.BUTTON, exactly("Pin it and verify")).click();
  }

  private static String outcome(Page page) {
    Locator line = page.locator(".verdict-line");
    line.waitFor();
    return line.textContent();
  }

  private static String said(Reader reader) {
    Locator notice = reader.page().locator(".outcome .notice");
    notice.waitFor();
    return notice.textContent();
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
