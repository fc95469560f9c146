package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The explorer and one entry over real HTTP: what is found, and who sees it. */
class LedgerPageTest {
  private static final Pattern SEQ = Pattern.compile("aria-label=\"entry (\\d+)\"");
  private static final Pattern OLDER = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

  @TempDir private static Path dir;
  private static PageServer ledger;
  private static long program;

  @BeforeAll
  static void start() {
    ledger = new PageServer(dir.resolve("ledger"));
    program = ledger.program("P");
    for (int i = 0; i < 60; i++) {
      ledger.program("Q" + i);
    }
    ledger.await(program);
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static List<Long> seqs(String page) {
    List<Long> found = new ArrayList<>();
    Matcher matcher = SEQ.matcher(page);
    while (matcher.find()) {
      found.add(Long.parseLong(matcher.group(1)));
    }
    return found;
  }

  @Test
  void all_entries_are_reached_by_going_to_older_ones() {
    Browser auditor = ledger.as("auditor");
    List<Long> seen = new ArrayList<>();
    String path = "/ledger";
    while (path != null) {
      String page = auditor.page(path);
      seen.addAll(seqs(page));
      Matcher older = OLDER.matcher(page);
      path = older.find() ? older.group(1).replace("&amp;", "&") : null;
    }
    assertThat(seen).isSortedAccordingTo((a, b) -> Long.compare(b, a)).doesNotHaveDuplicates();
    assertThat(seen).endsWith(0L).contains(program).hasSize((int) (seen.getFirst() + 1));
  }

  @Test
  void entries_are_found_by_stream_type_actor_and_time() {
    Browser auditor = ledger.as("auditor");

    assertThat(seqs(auditor.page("/ledger?source=/programs/P"))).containsExactly(program);
    assertThat(seqs(auditor.page("/ledger?type=ledger.created&source=&actor=&until=")))
        .containsExactly(0L);
    assertThat(seqs(auditor.page("/ledger?actor=owner:default&before=" + (program + 1))))
        .contains(program)
        .doesNotContain(0L);
    assertThat(seqs(auditor.page("/ledger?until=2020-01-01T00:00"))).isEmpty();
    assertThat(seqs(auditor.page("/ledger?until=2199-01-01&source=/programs/P")))
        .containsExactly(program);
    assertThat(auditor.get("/ledger?seq=" + program).headers().firstValue("Location"))
        .contains("/ledger/" + program);
  }

  @Test
  void what_cannot_be_meant_is_said() {
    Browser auditor = ledger.as("auditor");

    for (String query : List.of("type=x", "source=x", "until=soon", "seq=-1", "before=a")) {
      HttpResponse<String> answer = auditor.get("/ledger?" + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body()).contains("PARAMETER_INVALID");
    }
    assertThat(auditor.get("/ledger/999999").statusCode()).isEqualTo(404);
  }

  @Test
  void everybody_sees_the_entries_that_the_interface_would_show_too() {
    assertThat(seqs(ledger.as("admin").page("/ledger"))).contains(0L).doesNotContain(program);
    assertThat(ledger.as("admin").get("/ledger/" + program).statusCode()).isEqualTo(403);
    assertThat(ledger.as("admin").get("/ledger?source=/programs/P").statusCode()).isEqualTo(403);
    assertThat(seqs(ledger.as("owner").page("/ledger?before=" + (program + 1))))
        .contains(program)
        .doesNotContain(0L);
    assertThat(ledger.as("owner").get("/ledger/0").statusCode()).isEqualTo(403);
  }

  @Test
  void an_entry_is_shown_with_its_very_bytes() {
    String page = ledger.as("auditor").page("/ledger/0");

    assertThat(page)
        .contains("{&quot;actor&quot;:&quot;ledger:self&quot;", "after entry 0", "ledger.created")
        .doesNotContain("after entry -1");
  }

  @Test
  void the_first_page_with_all_that_it_loads_is_small() throws IOException {
    Browser owner = ledger.as("owner");
    String overview = owner.page("/?program=P");
    int bytes = compressed(overview);
    Matcher assets = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"").matcher(overview);
    List<String> paths = new ArrayList<>();
    while (assets.find()) {
      if (!paths.contains(assets.group(1))) {
        paths.add(assets.group(1));
        bytes += compressed(owner.page(assets.group(1)));
      }
    }
    assertThat(paths).hasSizeGreaterThanOrEqualTo(4);
    assertThat(bytes).as("bytes of the overview, gzipped, with %s", paths).isLessThan(100_000);
  }

  private static int compressed(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.size();
  }
}
