package dev.laneledger.app.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/** How a page is looked at. */
enum Look {
  DESKTOP_LIGHT(1280, 860, ColorScheme.LIGHT),
  DESKTOP_DARK(1280, 860, ColorScheme.DARK),
  PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
  PHONE_DARK(390, 844, ColorScheme.DARK);

  private final int width;
  private final int height;
  private final ColorScheme scheme;

  Look(int width, int height, ColorScheme scheme) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(scheme)
        .setLocale("en-GB")
        .setTimezoneId("UTC")
        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE);
  }
}
