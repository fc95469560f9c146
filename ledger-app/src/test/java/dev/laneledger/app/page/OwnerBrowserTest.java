package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An owner looks through blockers, decisions and tickets in a real browser. */
class OwnerBrowserTest {
  private static PlayedLedger ledger;

  @BeforeAll
  static void play() {
    Chromium.get();
    ledger = PlayedLedger.get();
  }

  @ParameterizedTest
  @EnumSource
  void every_page_of_an_owner_looks_well(Look look) {
    try (Reader owner = Reader.signedIn(ledger, "owner", look)) {
      owner.open("/blockers").looksWell();
      owner.open("/blockers?at=" + ledger.entryOfLane()).looksWell();
      owner.open("/tickets").looksWell();
      owner.open("/decisions").looksWell();
      owner.page().locator(".rows a.id").first().click();
      owner.looksWell();
    }
  }

  @Test
  void the_page_follows_the_slider_without_being_loaded_again() {
    try (Reader owner = Reader.signedIn(ledger, "owner", Look.DESKTOP_LIGHT)) {
      Page page = owner.open("/blockers").page();
      String before = page.locator("figcaption").first().textContent();
      page.getByRole(AriaRole.SLIDER).focus();
      page.keyboard().press("Home");
      page.locator("#past .past").waitFor();

      assertThat(page.locator("figcaption").first().textContent()).isNotEqualTo(before);
      assertThat(page.locator("#moving").textContent()).contains("No blocker was ever raised.");
    }
  }

  @Test
  void an_owner_signs_with_a_key_that_stays_in_the_browser_and_sees_the_bytes() {
    try (Reader owner = Reader.signedIn(ledger, "owner", Look.PHONE_LIGHT)) {
      Page page = owner.open("/decisions").page();
      page.locator(".rows a.id").first().click();
      page.getByLabel("Why").fill("we wait for the operator");
      page.getByLabel("Your owner key").setInputFiles(ledger.dir().resolve("keys/log.key"));
      page.getByRole(AriaRole.BUTTON, named("Sign, and show the bytes")).click();
      assertThat(said(page, ".notice.bad")).contains("must hold one private key as PKCS#8 PEM");

      page.getByLabel("Your owner key").setInputFiles(ledger.dir().resolve("keys/owner.pem"));
      page.getByRole(AriaRole.BUTTON, named("Sign, and show the bytes")).click();
      assertThat(said(page, "[role=status] pre")).startsWith("{\"data\":{\"binds\":{\"blockers\":");
      owner.looksWell();
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static String said(Page page, String what) {
    Locator found = page.locator("form.decide " + what);
    found.waitFor();
    return found.textContent();
  }
}
