package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blockers as an owner sees them, now and in the past. */
class BlockersPageTest {
  @TempDir private static Path dir;
  private static PageServer server;
  private static long registered;
  private static long raised;
  private static Browser owner;

  @BeforeAll
  static void start() {
    server = new PageServer(dir.resolve("ledger"));
    owner = server.as("owner");
    registered = server.program("P");
    raised =
        server.append(
            "owner",
            "/programs/P",
            "blocker.raised",
            """
            {"blocker":"B-1","subject":"a <i>gap</i>","actors":["OWNER"],"blocks":["PRODUCTION"],
             "nextAction":"the owner grants it",
             "legs":[{"leg":"design","actor":"OWNER","strength":"ANALYSIS","requires":[]},
                     {"leg":"go","actor":"OWNER","strength":"GRANT",
                      "requires":[{"grant":"REAL_RUN"},{"leg":{"blocker":"B-1","leg":"design"}}]}]}
            """);
    server.await(raised);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_blocker_stands_in_table_and_graph_with_its_legs_and_what_they_need() {
    String page = owner.page("/blockers?program=P");

    assertThat(page).contains("id=\"B-1\"", "a &lt;i&gt;gap&lt;/i&gt;", "the owner grants it");
    assertThat(page).contains("✗ grant REAL_RUN", "✗ leg design of B-1");
    assertThat(page).contains("class=\"node need open\"", "class=\"node leg ready\"");
    assertThat(page).contains("class=\"node leg waiting\"", "class=\"node action open\"");
    assertThat(page.split("class=\"edge ", -1)).hasSize(1 + 2 + 2 + 1);
  }

  @Test
  void the_path_names_the_legs_in_their_order_and_the_grants_that_are_missing() {
    String page = owner.page("/blockers?program=P");

    assertThat(page.indexOf("<b>design</b>")).isPositive().isLessThan(page.indexOf("<b>go</b>"));
    assertThat(page).contains("Grants that are missing", "<span class=\"tag\">REAL_RUN</span>");
  }

  @Test
  void the_slider_shows_the_past_as_a_plain_form() {
    String then = owner.page("/blockers?program=P&to=PRODUCTION&at=" + registered);

    assertThat(then).contains("No blocker was ever raised.", "You are looking at the past");
    assertThat(then).doesNotContain("id=\"B-1\"");
    assertThat(then).contains("change after →");
    assertThat(number(then, "min=\"(\\d+)\"")).isEqualTo(registered);
    assertThat(number(then, "class=\"plot\".*?<b class=\"number\">(\\d+)</b> legs open")).isZero();
    assertThat(
            number(
                owner.page("/blockers?program=P&at=" + raised),
                "class=\"plot\".*?<b class=\"number\">(\\d+)</b> legs open"))
        .isEqualTo(2);
  }

  @Test
  void the_overview_says_who_must_act() {
    String page = owner.page("/?program=P");

    assertThat(page).contains(">grant REAL_RUN</a>", ">design</a>", "<b>1</b> of <span>1</span>");
  }

  @Test
  void a_program_beyond_the_scope_is_not_shown() {
    assertThat(server.as("admin").get("/blockers?program=P").statusCode()).isEqualTo(403);
  }

  private static long number(String page, String pattern) {
    Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    assertThat(found.find()).as(pattern).isTrue();
    return Long.parseLong(found.group(1));
  }
}
