package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody in front of a real browser. Whatever the browser complains of is collected, and fails
 * the test at its end.
 */
final class Reader implements AutoCloseable {
  private static final String AXE = axe();
  private static final String SERIOUS =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations
        .filter((v) => ['serious', 'critical'].includes(v.impact))
        .map((v) => v.id + ': ' + v.help + ' ' + v.nodes.map((n) => n.html).join(' | '))\
      """;

  private final URI server;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<URI> allowed = new ArrayList<>();

  private Reader(URI server, Look look) {
    this.server = server;
    allowed.add(server);
    this.context = Chromium.get().newContext(look.options().setBaseURL(server.toString()));
    this.page = context.newPage();
    page.onConsoleMessage(message -> {
      if (List.of("error", "warning").contains(message.type())) {
        complaints.add(message.type() + ": " + message.text() + " at " + page.url());
      }
    });
    page.onPageError(error -> complaints.add("script: " + error + " at " + page.url()));
    page.onRequest(request -> {
      if (allowed.stream().noneMatch(site -> request.url().startsWith(site.toString()))) {
        complaints.add("leaves the ledger: " + request.url());
      }
    });
  }

  static Reader of(URI server, Look look) {
    return new Reader(server, look);
  }

  /** Signs in by the form. */
  static Reader signedIn(PlayedLedger ledger, String role, Look look) {
    return of(ledger.url(), look).signIn(ledger.token(role), "/");
  }

  Reader signIn(String token, String to) {
    page.navigate("/sign-in?to=" + to);
    page.getByLabel("Token").fill(token);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    page.waitForURL(server + to);
    return this;
  }

  /** That site is gone to on purpose. */
  Reader mayGoTo(URI site) {
    allowed.add(site);
    return this;
  }

  Page page() {
    return page;
  }

  Locator main() {
    return page.locator("main");
  }

  /** Goes there; the page has to be there. */
  Reader open(String path) {
    Response answer = page.navigate(path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return this;
  }

  /** The page has no serious fault of accessibility and nothing that is wider than the screen. */
  Reader looksWell() {
    page.evaluate(AXE);
    assertThat((List<?>) page.evaluate(SERIOUS)).as(page.url()).isEmpty();
    assertThat(
            page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as("pixels that %s is wider than the screen", page.url())
        .isEqualTo(0);
    return this;
  }

  /** What is expected to be complained of is taken out of the list, and has to be there. */
  Reader complainedOf(String part) {
    assertThat(complaints.removeIf(c -> c.contains(part)))
        .as("%s in %s", part, complaints)
        .isTrue();
    return this;
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).isEmpty();
  }

  private static String axe() {
    try (InputStream in = Reader.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
