package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The author of a lane looks at what became of it. */
class LanesBrowserTest {
  private static PlayedLedger ledger;
  private static String lane;

  @BeforeAll
  static void play() {
    Chromium.get();
    ledger = PlayedLedger.get();
    lane = ledger.scenario().laneId();
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP_DARK", "PHONE_LIGHT"})
  void the_author_of_a_lane_finds_it_reads_it_and_takes_its_packet(Look look) throws IOException {
    try (Reader author = Reader.signedIn(ledger, "lane", look)) {
      Page page = author.page();
      page.locator(".top nav").getByText("Lanes").click();
      page.waitForURL("**/lanes?*");
      author.looksWell();
      page.getByLabel("Standing").selectOption("ready");
      page.getByRole(AriaRole.BUTTON, named("Find")).click();
      page.getByRole(AriaRole.LINK, named(lane)).click();
      page.waitForURL("**/lanes/" + lane + "*");
      author.looksWell();

      assertThat(page.locator(".timeline li").count()).isGreaterThan(20);
      assertThat(page.locator(".hashes tbody tr").count()).isEqualTo(2);
      assertThat(page.locator(".hashes").textContent()).contains("restored", "changed");
      assertThat(author.main().textContent())
          .contains("13 claimed, 12 named", "ISOLATION_NOT_PROVEN", "control allowed");
      assertThat(page.locator(".report h4").count()).isEqualTo(14);

      assertThat(files(author)).contains("HASH_MANIFEST.txt", "packet_tree.sha256");
    }
  }

  private static java.util.List<String> files(Reader author) throws IOException {
    Download packet =
        author
            .page()
            .waitForDownload(
                () -> author.page().getByRole(AriaRole.LINK, named("Download its packet")).click());
    Path file = packet.path();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().map(java.util.zip.ZipEntry::getName).toList();
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
