package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frame of the pages, over real HTTP: who gets in, what a browser may do, what is shown. */
class PageTest {
  @TempDir private static Path dir;
  private static RunningLedger ledger;

  @BeforeAll
  static void start() {
    ledger = LedgerApplication.start(ServeOptions.onFreePort(dir.resolve("ledger")));
    Browser owner = new Browser(ledger.url()).signedIn(token("owner"));
    HttpResponse<String> answer =
        owner.send(
            owner
                .request("/v1/events")
                .header("X-CSRF-TOKEN", owner.csrf())
                .header("Content-Type", "application/cloudevents+json")
                .POST(
                    BodyPublishers.ofString(
                        """
                        {"specversion":"1.0","id":"p","source":"/programs/P",
                         "type":"dev.laneledger.program.registered.v1",
                         "data":{"program":"P","title":"a <b>bold</b> program"}}\
                        """)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static String token(String role) {
    try {
      return Files.readString(dir.resolve("ledger/tokens").resolve(role)).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Browser nobody() {
    return new Browser(ledger.url());
  }

  private static Browser as(String role) {
    return nobody().signedIn(token(role));
  }

  @Test
  void nobody_is_led_to_the_sign_in_page_and_back() {
    HttpResponse<String> answer = nobody().get("/decisions?program=P");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .contains("/sign-in?to=%2Fdecisions%3Fprogram%3DP");
    assertThat(nobody().page("/sign-in?to=%2Fdecisions%3Fprogram%3DP"))
        .contains("value=\"/decisions?program=P\"");
  }

  @Test
  void nobody_is_led_out_of_the_ledger_by_signing_in() {
    for (String to : List.of("//evil.example", "https://evil.example", "/\\evil.example")) {
      HttpResponse<String> answer =
          nobody().submit("/sign-in", Map.of("token", token("owner"), "to", to));

      assertThat(answer.headers().firstValue("Location")).as(to).contains("/");
    }
  }

  @Test
  void a_wrong_token_gets_the_form_again_with_the_reason() {
    HttpResponse<String> answer =
        nobody().submit("/sign-in", Map.of("token", "llt_wrong", "to", "/"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("role=\"alert\"", "the token must be one that stands");
    assertThat(answer.body()).doesNotContain("llt_wrong");
  }

  @Test
  void without_an_issuer_nobody_is_sent_to_one() {
    assertThat(nobody().page("/sign-in")).doesNotContain("/sign-in/issuer", "Sign in at");
    for (String path : List.of("/sign-in/issuer?to=/", "/sign-in/issuer/back?code=x&state=y")) {
      assertThat(nobody().get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void another_site_cannot_sign_anybody_in() {
    Browser browser = nobody();
    HttpResponse<String> answer =
        browser.send(
            browser
                .request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("token=" + token("owner"))));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void a_session_is_a_cookie_that_no_script_and_no_other_site_can_use() {
    HttpResponse<String> answer =
        nobody().submit("/sign-in", Map.of("token", token("owner"), "to", "/"));

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("ledger-session=")
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
        .doesNotContain("llt_");
  }

  @Test
  void what_changes_something_must_come_from_a_page_of_the_session() {
    Browser owner = as("owner");

    assertThat(owner.submit("/theme", Map.of("theme", "dark", "to", "/")).statusCode())
        .isEqualTo(403);
    assertThat(
            owner
                .submit("/theme", Map.of("theme", "dark", "to", "/", "_csrf", as("owner").csrf()))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            owner
                .submit("/theme", Map.of("theme", "dark", "to", "/", "_csrf", owner.csrf()))
                .statusCode())
        .isEqualTo(303);
    assertThat(owner.page("/")).contains("data-theme=\"dark\"");
  }

  @Test
  void an_event_that_a_cookie_sends_needs_the_sessions_token() {
    Browser owner = as("owner");
    HttpResponse<String> answer =
        owner.send(
            owner
                .request("/v1/events")
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("FORBIDDEN");
  }

  @Test
  void signing_out_ends_the_session_on_the_server() {
    Browser owner = as("owner");
    Browser copy = as("owner");
    String csrf = owner.csrf();
    var stolen = owner.request("/");

    owner.submit("/sign-out", Map.of("_csrf", csrf));

    assertThat(owner.get("/").statusCode()).isEqualTo(303);
    assertThat(owner.send(stolen.GET()).statusCode()).isEqualTo(303);
    assertThat(copy.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void a_page_runs_and_loads_nothing_but_this_servers_own() {
    HttpResponse<String> answer = as("owner").get("/");

    assertThat(answer.headers().firstValue("Content-Security-Policy")).contains(PageHeaders.POLICY);
    assertThat(PageHeaders.POLICY).doesNotContain("unsafe", "http:", "https:", "data:", "*");
    assertThat(answer.body())
        .doesNotContainPattern("<script(?! defer src=\"/assets/)")
        .doesNotContain("<style", " style=", " onclick", "javascript:")
        .doesNotContainPattern("(?:href|src|action)=\"(?:https?:)?//");
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
  }

  @Test
  void style_and_scripts_come_from_the_program_and_may_be_kept() {
    for (String name : List.of("ledger.css", "ledger.js", "icon.svg", "htmx.min.js")) {
      HttpResponse<String> answer = nobody().get("/assets/" + name);

      assertThat(answer.statusCode()).as(name).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
          .contains("max-age=31536000", "immutable");
    }
    assertThat(as("owner").get("/assets/../templates/page/layout.html").statusCode())
        .isIn(400, 404);
  }

  @Test
  void the_overview_says_hold_before_anything_was_decided() {
    String page = as("owner").page("/");

    assertThat(page)
        .contains(">HOLD</span>", "No decision packet has been published.", "not known");
    assertThat(page).contains("<option value=\"P\" selected=\"selected\">P</option>");
    assertThat(page).contains("href=\"#content\"", "<main id=\"content\"", "aria-label=\"Main\"");
  }

  @Test
  void the_overview_says_what_has_changed() {
    assertThat(as("owner").page("/")).contains("This is your first visit");
    assertThat(as("owner").page("/?since=0")).contains("entries came after entry 0");
  }

  @Test
  void an_administrator_sees_the_ledger_but_no_program() {
    assertThat(as("admin").page("/")).contains("No program to show").doesNotContain(">HOLD<");
    assertThat(as("admin").get("/?program=P").statusCode()).isEqualTo(403);
  }

  @Test
  void a_problem_is_a_page_for_a_browser() {
    HttpResponse<String> answer = as("owner").get("/?program=NONE");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(answer.body()).contains("NOT_FOUND", "knows no program NONE");
  }

  @Test
  void the_first_page_with_all_that_it_loads_is_under_a_hundred_kilobytes() {
    Browser owner = as("owner");
    int bytes =
        Stream.of(
                "/",
                "/assets/ledger.css",
                "/assets/ledger.js",
                "/assets/htmx.min.js",
                "/assets/icon.svg")
            .mapToInt(path -> compressed(owner, path))
            .sum();

    assertThat(bytes).isLessThan(100_000);
  }

  private static int compressed(Browser browser, String path) {
    HttpResponse<byte[]> answer =
        browser.bytes(browser.request(path).header("Accept-Encoding", "gzip"));
    assertThat(answer.statusCode()).isEqualTo(200);
    if (!path.endsWith(".svg")) {
      assertThat(answer.headers().firstValue("Content-Encoding")).as(path).contains("gzip");
    }
    return answer.body().length;
  }
}
