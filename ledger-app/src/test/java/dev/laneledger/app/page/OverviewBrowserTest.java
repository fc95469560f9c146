package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first page in a real browser, in every look. */
class OverviewBrowserTest {
  private static PlayedLedger ledger;

  @BeforeAll
  static void play() {
    Chromium.get();
    ledger = PlayedLedger.get();
  }

  @ParameterizedTest
  @EnumSource
  void an_owner_signs_in_and_sees_what_is_in_effect_and_who_must_act(Look look) {
    try (Reader owner = Reader.of(ledger.url(), look)) {
      owner.open("/sign-in").looksWell();
      owner.signIn(ledger.token("owner"), "/").looksWell();

      assertThat(owner.main().locator(".verdict").textContent()).isEqualTo("HOLD");
      assertThat(owner.main().textContent()).contains("Who must act", "Open blockers");
      owner
          .page()
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Skip to the content"))
          .focus();
      owner.page().keyboard().press("Enter");
      assertThat(owner.page().evaluate("() => document.activeElement.id")).isEqualTo("content");
    }
  }
}
