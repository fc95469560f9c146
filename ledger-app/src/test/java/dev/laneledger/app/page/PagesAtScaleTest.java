package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast and how large the pages of a large ledger are: {@code -Dpages.entries=1000000} makes one
 * with a lane for each hundred entries, or {@code -Dpages.lanes}, and prints a table in Markdown.
 * Fifty requests for each page, one after another, after ten that do not count.
 */
@EnabledIfSystemProperty(named = "pages.entries", matches = "[1-9][0-9]{3,7}")
class PagesAtScaleTest {
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 50;
  private static final int MOST_BYTES = 100_000;
  private static final Duration MOST_TIME = Duration.ofMillis(200);
  private static final int PER_LANE = 100;

  private static final int REPORT_TIMES = 5;

  /** Made of everything that the program's own stream says, which nobody gets unasked. */
  private static final String REPORT = "one lane, with its report";

  @TempDir private Path dir;

  private record Row(String page, double median, double p99, int bytes, String path) {
    @Override
    public String toString() {
      return "| %s | %.1f | %.1f | %.1f |".formatted(page, median, p99, bytes / 1000.0);
    }
  }

  @Test
  void every_page_of_a_large_ledger_is_small_and_comes_at_once() {
    int entries = Integer.getInteger("pages.entries");
    long began = System.nanoTime();
    try (LargeLedger ledger =
        LargeLedger.made(
            dir.resolve("ledger"),
            Integer.getInteger("pages.lanes", entries / PER_LANE),
            entries)) {
      System.out.printf(
          "%,d entries of %,d lanes, made in %d s%n",
          entries, ledger.lanes(), Duration.ofNanos(System.nanoTime() - began).toSeconds());
      Browser owner = ledger.as("owner");
      Browser auditor = ledger.as("auditor");
      long first = System.nanoTime();
      owner.page("/blockers");
      System.out.printf(
          "first page: %d ms%n", Duration.ofNanos(System.nanoTime() - first).toMillis());
      List<Row> rows = new ArrayList<>();
      System.out.println(
          "| page | median ms | p99 ms | kB compressed |\n| --- | --- | --- | --- |");
      pages(ledger)
          .forEach((page, path) -> {
            Row row = measured(path.startsWith("/ledger/") ? auditor : owner, page, path);
            System.out.println(row);
            rows.add(row);
          });
      assertThat(rows)
          .allSatisfy(row -> {
            int times = row.page().equals(REPORT) ? REPORT_TIMES : 1;
            assertThat(row.bytes()).as(row.page()).isLessThan(times * MOST_BYTES);
            assertThat(row.median()).as(row.page()).isLessThan(times * MOST_TIME.toMillis());
          });
    }
  }

  private static Map<String, String> pages(LargeLedger ledger) {
    int middle = ledger.entries() / 2;
    int lanePages = Math.ceilDiv(ledger.lanes(), 25);
    String lane = LargeLedger.lane(ledger.lanes() / 2);
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/");
    pages.put(
        "overview, what has changed in 1,000 entries", "/?since=" + (ledger.entries() - 1_000));
    pages.put("blockers", "/blockers");
    pages.put("blockers, after the middle entry", "/blockers?at=" + middle);
    pages.put("decisions", "/decisions");
    pages.put(
        "decisions, last page of each part",
        "/decisions?page=999&delegations=9999&grants=9999&used=9999");
    pages.put("one decision", "/decisions/d" + (LargeLedger.PACKETS - 1));
    pages.put("tickets", "/tickets");
    pages.put("tickets, searched by lane", "/tickets?q=" + LargeLedger.lane(7));
    pages.put("lanes, first page", "/lanes");
    pages.put("lanes, middle page", "/lanes?page=" + lanePages / 2);
    pages.put("lanes, last page", "/lanes?page=" + lanePages);
    pages.put("lanes, by standing", "/lanes?standing=stopped");
    pages.put("lanes, by word", "/lanes?q=host-30");
    pages.put("lanes, after the middle entry", "/lanes?at=" + middle);
    pages.put("one lane", "/lanes/" + LargeLedger.lane(ledger.lanes() / 2 + 1));
    pages.put("one lane that has stopped", "/lanes/" + LargeLedger.lane(0));
    pages.put(REPORT, "/lanes/" + LargeLedger.lane(0) + "?report=shown");
    pages.put("ledger", "/ledger");
    pages.put("ledger, middle", "/ledger?before=" + middle);
    pages.put("ledger, by a type that is common", "/ledger?type=lane.surface-classified");
    pages.put("ledger, by a type that is rare", "/ledger?type=program.registered");
    pages.put("ledger, by stream", "/ledger?source=/programs/LARGE/lanes/" + lane);
    pages.put("ledger, by stream and type", "/ledger?source=/programs/LARGE&type=blocker.raised");
    pages.put("ledger, by actor", "/ledger?actor=operator:default");
    pages.put("ledger, by time", "/ledger?until=2026-01-01T00:00");
    pages.put("entry, first", "/ledger/0");
    pages.put("entry, middle", "/ledger/" + middle);
    pages.put("entry, last", "/ledger/" + (ledger.entries() - 1));
    return pages;
  }

  private static Row measured(Browser browser, String page, String path) {
    double[] millis = new double[ROUNDS];
    int bytes = 0;
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      HttpRequest.Builder request = browser.request(path).header("Accept-Encoding", "gzip");
      long sent = System.nanoTime();
      HttpResponse<byte[]> answer = browser.bytes(request);
      double took = (System.nanoTime() - sent) / 1e6;
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Encoding")).as(path).contains("gzip");
      bytes = answer.body().length;
      if (i >= 0) {
        millis[i] = took;
      }
    }
    Arrays.sort(millis);
    return new Row(page, millis[ROUNDS / 2], millis[(int) (ROUNDS * 0.99)], bytes, path);
  }
}
