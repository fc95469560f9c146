package dev.laneledger.app.page;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The system's own Chromium, started once for all tests; the tests bring the driver, and no
 * browser. Where there is none, the tests that ask for it are skipped and say so.
 */
final class Chromium {
  private static final String VARIABLE = "LEDGER_CHROMIUM";
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private Chromium() {}

  private static final class Started {
    static final Browser BROWSER = start();
  }

  static Browser get() {
    assumeThat(found().isPresent())
        .as(
            "skipped: no Chromium on PATH (%s) and none named by %s; install it: apt-get install"
                + " chromium",
            String.join(", ", NAMES), VARIABLE)
        .isTrue();
    return Started.BROWSER;
  }

  private static Browser start() {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(found().orElseThrow())
                // as root, and where shared memory is small, Chromium starts no other way
                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  }

  private static Optional<Path> found() {
    String named = System.getenv(VARIABLE);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(dir -> NAMES.stream().map(name -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
