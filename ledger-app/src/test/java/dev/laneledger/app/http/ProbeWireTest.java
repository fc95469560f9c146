package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What probes and Prometheus are told, by a real server. */
class ProbeWireTest {
  @TempDir private static Path dir;
  private static LedgerServer ledger;

  @BeforeAll
  static void start() {
    System.setProperty("laneledger.verify.first.seconds", "2");
    ledger = new LedgerServer(dir.resolve("ledger"));
    System.clearProperty("laneledger.verify.first.seconds");
    ledger.appended("owner", LedgerServer.program("P"));
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  @Test
  void everybody_may_ask_whether_the_ledger_is_well_and_learns_no_more() {
    for (String path : new String[] {"", "/liveness", "/readiness"}) {
      Wire.Answer answer = ledger.wire.get("", "/actuator/health" + path);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("{\"status\":\"UP\"}");
      assertThat(answer.header("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void metrics_say_what_was_appended_and_what_waits() {
    double before = metric("laneledger_append_seconds_count");
    double entries = metric("laneledger_entries");

    ledger.appended("owner", LedgerServer.blocker("P", "B"));

    assertThat(metric("laneledger_append_seconds_count")).isEqualTo(before + 1);
    assertThat(metric("laneledger_entries")).isGreaterThan(entries);
    assertThat(metric("laneledger_commit_requests_count")).isPositive();
    assertThat(metric("laneledger_queue_requests")).isNotNegative();
    assertThat(metric("laneledger_projection_lag_entries")).isNotNegative();
    assertThat(metric("laneledger_checkpoint_age_seconds")).isBetween(0.0, 600.0);
    assertThat(metric("laneledger_verification_failed")).isZero();
    assertThat(metric("laneledger_writable")).isOne();
  }

  @Test
  void tokens_that_admit_nobody_are_among_the_metrics() {
    double before = metric("laneledger_authentication_failed_total");

    ledger.wire.get("llt_wrong", "/v1/events");

    assertThat(metric("laneledger_authentication_failed_total")).isEqualTo(before + 1);
  }

  @Test
  void the_ledger_verifies_itself_and_says_how_long_ago() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> metric("laneledger_verification_age_seconds") >= 0);

    Wire.Answer answer = ledger.get("auditor", "/v1/verification");

    assertThat(answer.json().at("/verified/verdict").asString()).isIn("VERIFIED", "GAPS");
    assertThat(answer.json().at("/verified/size").asLong()).isPositive();
    assertThat(metric("laneledger_verification_age_seconds")).isLessThan(60);
  }

  private static double metric(String name) {
    String text = ledger.get("operator", "/actuator/prometheus").text();
    Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$").matcher(text);
    assertThat(line.find()).as(name + " in " + text).isTrue();
    return Double.parseDouble(line.group(1));
  }
}
