package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an owner cannot do in a real browser: have a forged, an expired or a lapsed choice recorded.
 * The calls behind the page are made without it in {@link DecisionsPageTest}.
 */
class RefusedDecisionBrowserTest {
  @TempDir private static Path dir;
  private static PageServer server;
  private static int programs;

  private String program;
  private Reader owner;

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

  @BeforeEach
  void ask() {
    program = "P-" + programs++;
    server.program(program);
    server.await(
        server.append(
            "owner",
            "/programs/" + program,
            "decision-packet.published",
            """
            {"packet":"next","default":"HOLD","chooseExactly":1,"selected":null,
             "options":[{"token":"HOLD","requires":[]},{"token":"GO","requires":[]}]}
            """));
    owner = Reader.of(server.url(), Look.DESKTOP_LIGHT).signIn(server.token("owner"), path());
  }

  @AfterEach
  void leave() {
    owner.close();
  }

  @Test
  void a_key_that_is_no_owners_signs_nothing() throws IOException {
    OwnerKey.create(dir.resolve("forged.pem"));
    sign(owner.page(), dir.resolve("forged.pem"));

    assertThat(said(owner.page(), ".notice.bad"))
        .contains("The key must be an owner key of yours in this ledger");
    assertThat(owner.page().locator("[data-send]").isDisabled()).isTrue();
    holds();
  }

  @Test
  void a_choice_that_was_changed_after_it_was_signed_is_refused() {
    Page page = owner.page();
    page.route("**/v1/events", RefusedDecisionBrowserTest::choosesHold);

    send(page);

    assertThat(said(page, ".notice.bad")).contains("Refused: OWNER_APPROVAL_FABRICATED");
    owner.complainedOf("responded with a status of");
    holds();
  }

  private static void choosesHold(Route route) {
    String sent = Objects.requireNonNull(route.request().postData());
    assertThat(sent).contains("\"option\":\"GO\"");
    route.resume(
        new Route.ResumeOptions()
            .setPostData(sent.replace("\"option\":\"GO\"", "\"option\":\"HOLD\"")));
  }

  @Test
  void a_choice_that_has_expired_is_refused() {
    Page page = owner.page();
    page.getByLabel("Expires").fill("2020-01-01T00:00");

    send(page);

    assertThat(said(page, ".notice.bad")).contains("Refused: DECISION_EXPIRED", "What to do:");
    owner.complainedOf("responded with a status of");
    holds();
  }

  @Test
  void a_lapsed_choice_is_not_made_again_from_a_page_that_was_open_all_the_while() {
    Page before = owner.page();
    try (Reader also = Reader.of(server.url(), Look.PHONE_DARK)) {
      also.signIn(server.token("owner"), path());
      send(also.page());
      assertThat(said(also.page(), ".notice.good")).contains("Recorded as entry");
    }
    server.raise(program, "B-1");

    send(before);

    assertThat(said(before, ".notice.bad")).contains("Refused: PACKET_CLOSED");
    owner.complainedOf("responded with a status of");
    Page after = owner.open(path()).page();
    assertThat(owner.main().textContent()).contains("Lapsed: the blockers changed");
    after.evaluate("() => { document.querySelector('form.decide fieldset').disabled = false; }");
    assertThat(after.locator("form.decide button, form.decide [name=reason]").count()).isZero();
    assertThat(after.evaluate("() => typeof LedgerSign")).isEqualTo("undefined");
    owner.open("/?program=" + program);
    assertThat(owner.page().locator("h1 .verdict").textContent()).isEqualTo("HOLD");
  }

  private String path() {
    return "/decisions/next?program=" + program;
  }

  private static void sign(Page page, Path key) {
    page.locator("input[value=GO]").check();
    page.getByLabel("Why").fill("the clone is isolated");
    page.getByLabel("Your owner key").setInputFiles(key);
    page.getByRole(AriaRole.BUTTON, named("Sign, and show the bytes")).click();
  }

  private static void send(Page page) {
    sign(page, server.dir().resolve("keys/owner.pem"));
    said(page, "[role=status] pre");
    page.getByRole(AriaRole.BUTTON, named("Send the decision")).click();
  }

  /** Nothing was chosen: the default is in effect, and the form is there as before. */
  private void holds() {
    Page page = owner.open(path()).page();
    assertThat(page.locator("#choice").count()).isZero();
    assertThat(page.locator("[data-send]").count()).isEqualTo(1);
    owner.open("/?program=" + program);
    assertThat(page.locator("h1 .verdict").textContent()).isEqualTo("HOLD");
  }

  private static String said(Page page, String what) {
    var found = page.locator("form.decide " + what);
    found.waitFor();
    return found.textContent();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
