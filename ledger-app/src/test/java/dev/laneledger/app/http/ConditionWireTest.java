package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.hash.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions of appends and of reads, what may be kept, and what travels compressed. */
class ConditionWireTest {
  @TempDir private static Path dir;
  private static LedgerServer ledger;

  @BeforeAll
  static void start() {
    ledger = new LedgerServer(dir);
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  @Test
  void an_append_counts_only_where_the_stream_ends_as_expected() {
    assertThat(append(LedgerServer.program("E"), "If-None-Match", "*").status()).isEqualTo(201);
    Wire.Answer moved = append(LedgerServer.blocker("E", "B"), "If-Match", "\"1\"");
    moved.isProblem(412, "STREAM_CHANGED");
    assertThat(moved.header("ETag")).isEqualTo("\"0\"");
    assertThat(moved.json().path("actual").asString()).isEqualTo("\"0\"");
    append(LedgerServer.blocker("E", "B"), "If-None-Match", "*").isProblem(412, "STREAM_CHANGED");
    assertThat(append(LedgerServer.blocker("E", "B"), "If-Match", "\"0\"").status()).isEqualTo(201);
    assertThat(append(LedgerServer.blocker("E", "B"), "If-Match", "\"0\"").status())
        .as("sent again after a lost answer")
        .isEqualTo(200);
    for (String bad : List.of("0", "W/\"1\"", "*", "\"1\", \"2\"", "\"01\"")) {
      append(LedgerServer.blocker("E", "C"), "If-Match", bad).isProblem(400, "REQUEST_INVALID");
    }
  }

  @Test
  void a_batch_of_two_streams_has_no_one_end() {
    String two = "[" + LedgerServer.program("X") + "," + LedgerServer.program("Y") + "]";
    ledger
        .wire
        .send(
            ledger
                .wire
                .request(ledger.token("owner"), "/v1/events")
                .header("Content-Type", LedgerServer.BATCH)
                .header("If-None-Match", "*")
                .POST(BodyPublishers.ofString(two)))
        .isProblem(400, "BATCH_INVALID");
  }

  private static Wire.Answer append(String event, String header, String value) {
    return ledger.wire.send(
        ledger
            .wire
            .request(ledger.token("owner"), "/v1/events")
            .header("Content-Type", LedgerServer.ONE)
            .header(header, value)
            .POST(BodyPublishers.ofString(event)));
  }

  @Test
  void what_never_changes_says_so_and_is_not_sent_twice() {
    String schema = "/v1/schemas/dev.laneledger.lane.opened.v1";
    String digest = Hash.sha256(ledger.get("auditor", schema).response().body()).hex();
    for (String path :
        List.of(
            "/v1/events/0",
            "/tile/0/000.p/1",
            "/v1/consistency?from=1&to=1",
            schema + "?sha256=" + digest)) {
      Wire.Answer first = ledger.get("auditor", path);
      assertThat(first.status()).as(path + first.text()).isEqualTo(200);
      assertThat(first.header("Cache-Control")).as(path).contains("immutable", "max-age=31536000");
      Wire.Answer again =
          ledger.wire.send(
              ledger
                  .wire
                  .request(ledger.token("auditor"), path)
                  .header("If-None-Match", first.header("ETag")));
      assertThat(again.status()).as(path).isEqualTo(304);
      assertThat(again.response().body()).isEmpty();
    }
    assertThat(ledger.get("auditor", "/v1/consistency?from=1").header("Cache-Control"))
        .isEqualTo("no-store");
    ledger.get("auditor", schema + "?sha256=" + "0".repeat(64)).isProblem(404, "NOT_FOUND");
  }

  @Test
  void long_json_travels_compressed_to_who_asks_and_a_stream_never() throws IOException {
    Wire.Answer plain = ledger.get("auditor", "/v1/events?limit=7");
    Wire.Answer packed = gzip("/v1/events?limit=7");
    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.response().body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.text());
    }
    assertThat(gzip("/v1/events/stream?limit=1").header("Content-Encoding")).isEmpty();
    assertThat(gzip("/v1/timestamps").header("Content-Encoding")).as("short").isEmpty();
  }

  private static Wire.Answer gzip(String path) {
    return ledger.wire.send(
        ledger.wire.request(ledger.token("auditor"), path).header("Accept-Encoding", "gzip"));
  }
}
