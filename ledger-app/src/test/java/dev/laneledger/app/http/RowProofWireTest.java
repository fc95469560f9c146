package dev.laneledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.proof.ProvenRow;
import dev.laneledger.api.proof.RowProof;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a real server proves, before and after its first attestation. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RowProofWireTest {
  private static final String P = "/v1/programs/P";

  @TempDir private static Path dir;
  private static LedgerServer ledger;

  @BeforeAll
  static void start() {
    ledger = new LedgerServer(dir.resolve("ledger"));
    ledger.appended("owner", LedgerServer.program("P"));
    ledger.appended("operator", LedgerServer.tickets("P"));
    ledger.appended("owner", LedgerServer.blocker("P", "B-1"));
    ledger.appended("owner", LedgerServer.packet("P", "D-1", "[]"));
    ledger.appended("owner", ledger.delegation("P", "REHEARSE"));
    assertThat(
            ledger
                .append("lane", LedgerServer.BATCH, LedgerServer.opening("P", "REHEARSE", "l1"))
                .status())
        .isEqualTo(201);
    ledger.appended("owner", LedgerServer.blocker("P", "B-2"));
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static ProvenRow proven(Wire.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    return RowProof.parse(answer.response().body()).verify(ledger.key());
  }

  private static String generic(String projection, String key) {
    return P
        + "/proof?projection="
        + projection
        + "&key="
        + URLEncoder.encode(key, StandardCharsets.UTF_8);
  }

  @Test
  @Order(1)
  void a_row_that_no_state_was_attested_with_is_not_proven_yet() {
    Wire.Answer answer =
        ledger.get("owner", P + "/blockers/B-1/proof").isProblem(404, "NOT_ATTESTED");

    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.json().path("todo").asString()).isNotEmpty();
    ledger.get("owner", P + "/blockers/B-9/proof").isProblem(404, "NOT_FOUND");
  }

  @Test
  @Order(2)
  void every_row_is_proven_under_the_logs_key_in_each_way_to_ask_for_it() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ledger.get("owner", P + "/blockers/B-2/proof").status() == 200);
    List<List<String>> rows =
        List.of(
            List.of("blockers.v1", "B-1", "/blockers/B-1"),
            List.of("blockers.v1", "B-2", "/blockers/B-2"),
            List.of("lanes.v1", "l1", "/lanes/l1"),
            List.of("tickets.v1", "TKT/0000000001", "/tickets/TKT/0000000001"),
            List.of("tickets.v1", "TKT/0000000462", "/tickets/TKT/0000000462"),
            List.of("decisions.v1", "packet/D-1", "/decisions/packet/D-1"),
            List.of("decisions.v1", "consumption/REHEARSE", "/decisions/consumption/REHEARSE"));
    for (List<String> row : rows) {
      Wire.Answer answer = ledger.get("auditor", P + row.get(2) + "/proof");
      ProvenRow proven = proven(answer);
      assertThat(proven.program()).isEqualTo("P");
      assertThat(proven.projection()).isEqualTo(row.get(0));
      assertThat(proven.row().key()).isEqualTo(row.get(1));
      assertThat(answer.header("Ledger-Row-Current")).isEqualTo("true");
      assertThat(proven(ledger.get("lane", generic(row.get(0), row.get(1)))).row())
          .isEqualTo(proven.row());
    }
    ProvenRow blocker = proven(ledger.get("owner", P + "/blockers/B-1/proof"));
    assertThat(blocker.row().value().path("status").asString()).isEqualTo("OPEN");
    assertThat(blocker.stateHash().hex())
        .isEqualTo(
            ledger.get("owner", P + "/blockers").json().at("/attested/stateHash").asString());
  }

  @Test
  @Order(3)
  void a_row_that_has_changed_since_says_so_beside_the_proof_of_what_was_attested() {
    ledger.appended(
        "owner",
        LedgerServer.event(
            "narrow",
            "/programs/P",
            EventType.BLOCKER_NARROWED,
            "{\"blocker\":\"B-1\",\"narrowing\":\"less\",\"nextAction\":\"decide less\"}"));
    long seq = ledger.appended("owner", LedgerServer.blocker("P", "B-3"));
    ledger.get("owner", P + "/blockers?atLeast=" + seq);

    Wire.Answer answer = ledger.get("owner", P + "/blockers/B-1/proof");
    assertThat(proven(answer).row().value().path("nextAction").asString()).isEqualTo("decide");
    assertThat(answer.header("Ledger-Row-Current")).isEqualTo("false");
    assertThat(ledger.get("owner", P + "/blockers/B-2/proof").header("Ledger-Row-Current"))
        .isEqualTo("true");
    ledger.get("owner", P + "/blockers/B-3/proof").isProblem(404, "NOT_ATTESTED");
  }

  @Test
  @Order(4)
  void what_names_no_row_is_refused() {
    ledger.get("owner", "/v1/programs/NONE/blockers/B-1/proof").isProblem(404, "NOT_FOUND");
    ledger.get("owner", P + "/tickets/TKT/1/proof").isProblem(404, "NOT_FOUND");
    ledger.get("owner", P + "/others/B-1/proof").isProblem(404, "NOT_FOUND");
    ledger.get("owner", P + "/blockers/B-1/proof?at=1").isProblem(400, "PARAMETER_INVALID");
    ledger.get("owner", P + "/proof?key=B-1").isProblem(400, "PARAMETER_INVALID");
    ledger.get("owner", P + "/proof?projection=blockers.v1").isProblem(400, "PARAMETER_INVALID");
    ledger.get("owner", generic("blockers", "B-1")).isProblem(400, "PARAMETER_INVALID");
    ledger.wire.get("", P + "/blockers/B-1/proof").isProblem(401, "UNAUTHENTICATED");
  }
}
