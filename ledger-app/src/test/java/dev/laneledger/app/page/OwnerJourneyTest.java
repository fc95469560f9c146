package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An owner decides in a real browser, from the sign-in to what becomes of the choice: once by
 * keyboard alone, and everywhere as far as the ledger itself lets it.
 */
class OwnerJourneyTest {
  private static final Pattern ENTRY = Pattern.compile("Recorded as entry (\\d+)");
  private static final int MOST_TABS = 60;

  @TempDir private static Path dir;
  private static PageServer server;

  @BeforeAll
  static void start() {
    Chromium.get();
    server = new PageServer(dir.resolve("ledger"));
    server.program("P");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** A program of its own with one packet, of which {@code go} can be chosen. */
  private static String asked(String program) {
    server.program(program);
    String go = "GO_" + program.replace('-', '_').toUpperCase(Locale.ROOT);
    server.await(
        server.append(
            "owner",
            "/programs/" + program,
            "decision-packet.published",
            """
            {"packet":"next","default":"HOLD","chooseExactly":1,"selected":null,
             "options":[{"token":"HOLD","requires":[]},{"token":"%s","requires":[]},
                        {"token":"RUN","requires":[{"grant":"REAL_RUN"}]}]}
            """
                .formatted(go)));
    return go;
  }

  @ParameterizedTest
  @EnumSource
  void an_owner_reads_decides_and_sees_what_becomes_of_it(Look look) {
    String program = "P-" + look.ordinal();
    String go = asked(program);
    try (Reader owner =
        Reader.of(server.url(), look).signIn(server.token("owner"), "/?program=" + program)) {
      Page page = owner.looksWell().page();
      assertThat(owner.main().textContent()).contains("HOLD").doesNotContain(go);
      page.getByRole(AriaRole.NAVIGATION).getByText("Decisions").click();
      page.getByText("next", new Page.GetByTextOptions().setExact(true)).first().click();
      assertThat(page.locator("input[value=HOLD]").isChecked()).isTrue();
      assertThat(page.locator("input[value=RUN]").isDisabled()).isTrue();

      page.locator("input[value=" + go + "]").check();
      page.getByLabel("Why").fill("the clone is isolated");
      page.getByLabel("Your owner key").setInputFiles(key());
      page.getByRole(AriaRole.BUTTON, named("Sign, and show the bytes")).click();
      assertThat(said(page, "[role=status] pre").textContent())
          .contains("\"option\":\"" + go + "\"");
      page.getByRole(AriaRole.BUTTON, named("Send the decision")).click();
      recorded(page);
      owner.looksWell();

      assertThat(owner.open("/?program=" + program).main().textContent())
          .contains(go + " was chosen by")
          .contains("and has not been used");
      if (look == Look.DESKTOP_LIGHT || look == Look.PHONE_DARK) {
        server.raise(program, "B-1");
        stays(owner, program, "Lapsed: the blockers changed", "lapsed: ");
      } else {
        server.open(program, "l1", go);
        stays(owner, program, "used", "and has been used");
      }
    }
  }

  /** The choice is shown for ever, cannot be made again, and HOLD is in effect. */
  private static void stays(Reader owner, String program, String fate, String because) {
    Page page = owner.open("/decisions/next?program=" + program).page();
    assertThat(page.locator("#choice").textContent()).contains("chose");
    assertThat(owner.main().textContent()).contains(fate, "the clone is isolated");
    assertThat(page.locator("input[value=HOLD]").isDisabled()).isTrue();
    assertThat(page.locator("[data-send]").count()).isZero();
    owner.looksWell();
    owner.open("/?program=" + program);
    assertThat(owner.main().textContent()).contains(because);
    assertThat(page.locator("h1 .verdict").textContent()).isEqualTo("HOLD");
  }

  /** Of a path whose steps have numbers of two digits, and of more pages than one. */
  @ParameterizedTest
  @EnumSource
  void many_blockers_look_well(Look look) {
    String program = "P-many-" + look.ordinal();
    server.program(program);
    for (int i = 0; i < 37; i++) {
      server.raise(program, "B-" + i);
    }
    try (Reader owner =
        Reader.of(server.url(), look).signIn(server.token("owner"), "/?program=" + program)) {
      owner.open("/blockers?program=" + program).looksWell();
      owner.page().getByText("last", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(owner.looksWell().page().locator(".pager").textContent())
          .contains("37–37 of 37", "first")
          .doesNotContain("last");
    }
  }

  @Test
  void an_owner_decides_by_keyboard_alone() {
    String go = asked("P-keys");
    try (Reader owner = Reader.of(server.url(), Look.DESKTOP_LIGHT)) {
      Page page = owner.open("/sign-in?to=/decisions/next?program=P-keys").page();
      page.onFileChooser(chooser -> chooser.setFiles(key()));
      page.waitForFunction("() => document.activeElement.matches('[autofocus]')");
      page.keyboard().type(server.token("owner"));
      page.keyboard().press("Enter");
      page.waitForURL(server.url() + "/decisions/next?program=P-keys");
      reach(page, "input[name=option]");
      page.keyboard().press("ArrowDown");
      assertThat(page.locator("input[value=" + go + "]").isChecked()).isTrue();
      reach(page, "#reason");
      page.keyboard().type("the clone is isolated");
      reach(page, "#key");
      page.keyboard().press("Enter");
      page.waitForFunction("() => document.querySelector('#key').files.length === 1");
      reach(page, "[data-show]");
      page.keyboard().press("Enter");
      said(page, "[role=status] pre");
      assertThat(page.evaluate("() => document.activeElement.matches('[data-send]')"))
          .isEqualTo(true);
      page.keyboard().press("Enter");
      recorded(page);

      assertThat(owner.open("/?program=P-keys").main().textContent())
          .contains(go + " was chosen by");
    }
  }

  @Test
  void what_was_signed_before_something_changed_is_refused_and_the_page_says_so() {
    String go = asked("P-stale");
    try (Reader owner =
        Reader.of(server.url(), Look.DESKTOP_DARK)
            .signIn(server.token("owner"), "/decisions/next?program=P-stale")) {
      Page page = owner.page();
      page.locator("input[value=" + go + "]").check();
      page.getByLabel("Why").fill("the clone is isolated");
      page.getByLabel("Your owner key").setInputFiles(key());
      page.getByRole(AriaRole.BUTTON, named("Sign, and show the bytes")).click();
      said(page, "[role=status] pre");

      server.raise("P-stale", "B-1");
      page.getByRole(AriaRole.BUTTON, named("Send the decision")).click();

      assertThat(said(page, ".notice.bad").textContent())
          .contains("Refused: SELECTION_STALE", "What to do:");
      owner.looksWell().complainedOf("responded with a status of");
      assertThat(owner.open("/?program=P-stale").main().textContent())
          .contains("HOLD")
          .doesNotContain(go);
    }
  }

  private static Path key() {
    return server.dir().resolve("keys/owner.pem");
  }

  /** By as many tabs as it takes. */
  private static void reach(Page page, String selector) {
    for (int i = 0; i < MOST_TABS; i++) {
      page.keyboard().press("Tab");
      if (Boolean.TRUE.equals(page.evaluate("s => document.activeElement.matches(s)", selector))) {
        return;
      }
    }
    throw new AssertionError("cannot be reached by keyboard: " + selector);
  }

  private static void recorded(Page page) {
    Matcher entry = ENTRY.matcher(said(page, ".notice.good").textContent());
    assertThat(entry.find()).isTrue();
    server.await(Long.parseLong(entry.group(1)));
  }

  private static Locator said(Page page, String what) {
    Locator found = page.locator("form.decide " + what);
    found.waitFor();
    return found;
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
