package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.app.storage.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What it prints, never how fast it was. */
class BenchCommandTest {
  @TempDir private Path dir;

  @Test
  void a_short_run_prints_every_row_with_its_rounds_and_its_limit() throws Exception {
    Verbs.Ran ran =
        Verbs.here(
            List.of(
                "bench",
                "--dir",
                dir.toString(),
                "--seconds",
                "0.2",
                "--rounds",
                "1",
                "--warm-up",
                "0",
                "--lanes",
                "1,2",
                "--batch",
                "1,5",
                "--entries",
                "1000",
                "--json"));

    assertThat(ran.exit()).as(ran.err()).isZero();
    JsonNode result = CanonicalJson.parse(ran.out().strip().getBytes(StandardCharsets.UTF_8));
    List<String> units = new ArrayList<>();
    List<String> limits = new ArrayList<>();
    for (JsonNode row : result.path("rows")) {
      units.add(row.path("unit").asString());
      assertThat(row.path("rounds")).as(row.path("what").asString()).hasSize(1);
      assertThat(row.path("median").asDouble()).as(row.path("what").asString()).isPositive();
      if (row.has("limit")) {
        limits.add(row.path("limit").path("what").asString());
        assertThat(row.path("ratio").asDouble()).as(row.path("what").asString()).isPositive();
      }
    }
    assertThat(limits)
        .containsExactly(
            "4 KiB append and fdatasync, p50",
            "trivial JSON POST, as many clients",
            "rows into the store, as many a commit",
            "rows into the store, as many a commit",
            "the same at the start",
            "the same at the start",
            "the same at the start",
            "the same at the start",
            "canonical bytes of an entry",
            "leaf and chain hash of 600 B, 1 thread",
            "verify, 1 thread",
            "read the rows and skim their JSON, 1 thread",
            "replay with projections, 1 thread");
    assertThat(units).hasSize(29).contains("hashes/s", "ms", "us", "bytes", "MB");
  }

  @Test
  void the_same_rows_are_measured_on_postgresql() throws Exception {
    Verbs.Ran ran =
        Verbs.here(
            List.of(
                "bench",
                "--dir",
                dir.toString(),
                "--jdbc-url",
                PostgresServer.newDatabase(),
                "--seconds",
                "0.2",
                "--rounds",
                "1",
                "--warm-up",
                "0",
                "--lanes",
                "2",
                "--batch",
                "5",
                "--no-replay"));

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains(
            "rows into the store, as many a commit",
            "canonical bytes of an entry",
            "verify",
            "2 lanes, 5 events a request, spread over two nodes",
            "hashes that a trigger chains on one head row, as many clients");
  }

  @Test
  void what_is_no_option_or_out_of_range_is_told_before_anything_is_measured() {
    Verbs.Ran unknown = Verbs.here(List.of("bench", "--fast"));
    Verbs.Ran outOfRange = Verbs.here(List.of("bench", "--lanes", "257"));

    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("--fast");
    assertThat(outOfRange.exit()).isEqualTo(2);
    assertThat(outOfRange.err()).contains("--lanes must be 1..256, but is 257");
  }
}
