package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Takes the pictures of the documentation: {@code -Dscreenshots=docs/images}, a path from the root
 * of the sources. Fewer are taken with {@code -Dscreenshots.only=NAME}.
 */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotsTest {
  private static final int HIGHEST = 1_400;

  @ParameterizedTest
  @EnumSource
  void every_page_is_pictured(Look look) throws Exception {
    Path dir = Path.of("..").resolve(System.getProperty("screenshots")).normalize();
    Files.createDirectories(dir);
    PlayedLedger ledger = PlayedLedger.get();
    String only = System.getProperty("screenshots.only", "");
    try (Reader reader = Reader.signedIn(ledger, "owner", look)) {
      for (var shown : pages(ledger).entrySet()) {
        if (shown.getKey().contains(only)) {
          reader.open(shown.getValue());
          if (shown.getKey().equals("decision")) {
            reader.main().locator("a[href^='/decisions/']").first().click();
            reader.page().waitForURL("**/decisions/*");
          }
          if (shown.getKey().equals("entry-verified")) {
            verify(ledger, reader.page());
          }
          take(reader.page(), dir.resolve(name(shown.getKey(), look)));
        }
      }
    }
  }

  private static Map<String, String> pages(PlayedLedger ledger) {
    Map<String, String> pages = new TreeMap<>();
    pages.put("overview", "/");
    pages.put("blockers", "/blockers");
    pages.put("decision", "/decisions");
    pages.put("tickets", "/tickets");
    pages.put("lanes", "/lanes");
    pages.put("lane", "/lanes/" + ledger.scenario().laneId());
    pages.put("ledger", "/ledger");
    pages.put("entry-verified", "/ledger/" + ledger.entryOfLane());
    return pages;
  }

  private static void verify(PlayedLedger ledger, Page page) {
    if (page.getByLabel("verifier key").isVisible()) {
      page.getByLabel("verifier key").fill(ledger.running().verifierKey());
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pin it and verify"))
          .click();
    }
    page.locator(".verdict-line").waitFor();
  }

  private static String name(String page, Look look) {
    return page + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png";
  }

  private static void take(Page page, Path file) {
    int height = (int) page.evaluate("() => document.documentElement.scrollHeight");
    int width = page.viewportSize().width;
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(file)
            .setFullPage(true)
            .setClip(0, 0, width, Math.min(height, HIGHEST)));
    assertThat(file).isRegularFile();
  }
}
