package dev.laneledger.app.http;

import static dev.laneledger.app.http.LedgerServer.BATCH;
import static dev.laneledger.app.http.LedgerServer.LINES;
import static dev.laneledger.app.http.LedgerServer.ONE;
import static dev.laneledger.app.http.LedgerServer.blocker;
import static dev.laneledger.app.http.LedgerServer.event;
import static dev.laneledger.app.http.LedgerServer.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.hash.Hash;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/events} against a real server. */
class AppendWireTest {
  @TempDir private static Path dir;
  private static LedgerServer ledger;

  @BeforeAll
  static void start() {
    ledger = new LedgerServer(dir.resolve("ledger"));
    ledger.appended("owner", program("P"));
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  @Test
  void an_event_is_answered_with_its_receipt_and_a_repeat_with_the_same_one() {
    Wire.Answer first = ledger.append("owner", ONE, blocker("P", "B-RECEIPT"));
    Wire.Answer again = ledger.append("owner", ONE, " " + blocker("P", "B-RECEIPT"));

    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.header("Content-Type")).isEqualTo("application/json");
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");
    assertThat(first.header("X-Content-Type-Options")).isEqualTo("nosniff");
    JsonNode receipt = first.json().at("/receipts/0");
    assertThat(receipt.propertyNames()).containsExactly("seq", "source", "id", "leaf", "chain");
    assertThat(receipt.path("id").asString()).isEqualTo("raise-B-RECEIPT");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
  }

  @Test
  void what_looks_like_a_secret_is_refused_and_forgotten() {
    String key = "-----BEGIN PRIVATE " + "KEY-----";
    String event = blocker("P", "B-SECRET").replace("\"s\"", "\"" + key + "\"");
    long before = ledger.get("auditor", "/v1/events?limit=10000").text().lines().count();

    Wire.Answer answer = ledger.append("owner", ONE, event).isProblem(422, "SECRET_SHAPED");
    Wire.Answer elsewhere =
        ledger
            .append("owner", ONE, event.replace("/programs/P", "/programs/NONE"))
            .isProblem(422, "STREAM_NOT_OPEN");
    byte[] pem = (key + "\nMC4CAQ\n").getBytes(StandardCharsets.US_ASCII);
    String blob = "/v1/blobs/" + Hash.sha256(pem).hex();
    ledger
        .wire
        .method(ledger.token("lane"), "PUT", blob, BodyPublishers.ofByteArray(pem))
        .isProblem(422, "SECRET_SHAPED");

    assertThat(answer.text() + elsewhere.text()).doesNotContain("BEGIN", "receipt");
    assertThat(answer.json().path("detail").asString()).contains("a private key in PEM");
    ledger.get("auditor", blob).isProblem(404, "NOT_FOUND");
    assertThat(ledger.get("auditor", "/v1/events?limit=10000").text().lines())
        .hasSize((int) before);
  }

  @Test
  void a_batch_and_lines_are_taken_whole_and_201_says_that_something_is_new() {
    String a = blocker("P", "B-A");
    String b = blocker("P", "B-B");

    assertThat(ledger.append("owner", BATCH, "[" + a + "]").status()).isEqualTo(201);
    Wire.Answer both = ledger.append("owner", LINES, a + "\n" + b + "\n");
    assertThat(both.status()).isEqualTo(201);
    assertThat(both.json().path("receipts")).hasSize(2);
    assertThat(ledger.append("owner", BATCH, "[" + a + "," + b + "]").status()).isEqualTo(200);
  }

  @Test
  void a_batch_of_which_one_event_is_denied_leaves_nothing() {
    String bad =
        event(
            "bad",
            "/programs/P",
            EventType.BLOCKER_NARROWED,
            "{\"blocker\":\"NONE\",\"narrowing\":\"n\"}");

    Wire.Answer answer =
        ledger.append("owner", BATCH, "[" + blocker("P", "B-LOST") + "," + bad + "]");

    answer.isProblem(422, "BLOCKER_UNKNOWN").at("/1/data/blocker");
    assertThat(ledger.append("owner", ONE, blocker("P", "B-LOST")).status()).isEqualTo(201);
  }

  @Test
  void a_denial_names_rule_and_remedy_and_the_receipt_of_the_kept_refusal() {
    String bad =
        event(
            "bad-2",
            "/programs/P",
            EventType.BLOCKER_NARROWED,
            "{\"blocker\":\"NONE\",\"narrowing\":\"n\"}");

    JsonNode problem =
        ledger
            .append("owner", ONE, bad)
            .isProblem(422, "BLOCKER_UNKNOWN")
            .at("/data/blocker")
            .json();

    assertThat(problem.path("rule").asString()).isNotEmpty();
    assertThat(problem.path("todo").asString()).isNotEmpty();
    long seq = problem.at("/receipt/seq").asLong();
    JsonNode entry = ledger.get("auditor", "/v1/events/" + seq).json().path("entry");
    assertThat(entry.path("type").asString()).isEqualTo(EventType.REQUEST_REFUSED.wire());
    assertThat(entry.at("/data/code").asString()).isEqualTo("BLOCKER_UNKNOWN");
  }

  @Test
  void a_denial_points_at_the_event_where_the_sender_put_it_behind_a_repeat() {
    String bad =
        event(
            "bad-3",
            "/programs/P",
            EventType.BLOCKER_NARROWED,
            "{\"blocker\":\"NONE\",\"narrowing\":\"n\"}");
    ledger.appended("owner", blocker("P", "B-FIRST"));

    ledger
        .append("owner", BATCH, "[" + blocker("P", "B-FIRST") + "," + bad + "]")
        .isProblem(422, "BLOCKER_UNKNOWN")
        .at("/1/data/blocker");
  }

  @Test
  void a_role_that_may_not_send_the_type_is_denied() {
    ledger.append("lane", ONE, program("Q")).isProblem(403, "TYPE_NOT_ALLOWED");
  }

  @Test
  void an_id_stands_for_one_content_and_one_actor() {
    ledger.appended("owner", blocker("P", "B-ID"));
    String other = blocker("P", "B-ID").replace("decide", "wait");

    ledger.append("owner", ONE, other).isProblem(409, "ID_REUSED");
    ledger.append("lane", ONE, blocker("P", "B-ID")).isProblem(409, "ID_REUSED");
  }

  @Test
  void the_envelope_is_strict() {
    String good = blocker("P", "B-ENVELOPE");
    refused(good.replace("\"1.0\"", "\"0.3\""), 400, "ENVELOPE_INVALID", "/specversion");
    refused(good.replace("\"id\":\"raise-B-ENVELOPE\",", ""), 400, "ENVELOPE_INVALID", "/id");
    refused(good.replace("/programs/P", "/programs/.."), 400, "ENVELOPE_INVALID", "/source");
    refused(
        good.replace("{\"spec", "{\"actor\":\"owner:x\",\"spec"),
        400,
        "LEDGER_ATTRIBUTE_SET",
        "/actor");
    refused(
        good.replace("{\"spec", "{\"streamseq\":1,\"spec"),
        400,
        "LEDGER_ATTRIBUTE_SET",
        "/streamseq");
    refused(
        good.replace("{\"spec", "{\"dataschema\":\"x\",\"spec"),
        400,
        "UNKNOWN_ATTRIBUTE",
        "/dataschema");
    refused(good.replace("blocker.raised", "blocker.razed"), 400, "UNKNOWN_TYPE", "/type");
    refused(good.replace("/programs/P", "/ledger"), 400, "TYPE_NOT_IN_STREAM", "/source");
    refused(
        good.replace("{\"spec", "{\"datacontenttype\":\"text/plain\",\"spec"),
        400,
        "ENVELOPE_INVALID",
        "/datacontenttype");
  }

  @Test
  void the_payload_is_strict() {
    String good = blocker("P", "B-PAYLOAD");
    refused(good.replace("\"subject\":\"s\",", ""), 400, "PAYLOAD_INVALID", "/data/subject");
    refused(
        good.replace("\"subject\":\"s\"", "\"subject\":1"),
        400,
        "PAYLOAD_INVALID",
        "/data/subject");
    refused(
        good.replace("\"subject\":\"s\"", "\"subject\":null"),
        400,
        "PAYLOAD_INVALID",
        "/data/subject");
    refused(
        good.replace("\"subject\"", "\"extra\":1,\"subject\""),
        400,
        "PAYLOAD_INVALID",
        "/data/extra");
    refused(
        good.replace("\"ANALYSIS\"", "\"STRONG\""),
        400,
        "PAYLOAD_INVALID",
        "/data/legs/0/strength");
  }

  @Test
  void the_text_is_strict() {
    String good = blocker("P", "B-TEXT");
    refused("", 400, "MALFORMED_JSON", "");
    refused("{", 400, "MALFORMED_JSON", "");
    refused(good + "{}", 400, "MALFORMED_JSON", "");
    refused("\ufeff" + good, 400, "MALFORMED_JSON", "");
    refused(good.replace("\"s\"", "NaN"), 400, "MALFORMED_JSON", "");
    refused("[" + good + "]", 400, "ENVELOPE_INVALID", "");
    refused(
        good.replace("\"subject\":\"s\"", "\"subject\":\"s\",\"subject\":\"s\""),
        400,
        "DUPLICATE_NAME",
        "/data/subject");
    refused(good.replace("\"s\"", "\"\\ud800\""), 400, "TEXT_INVALID", "/data/subject");
    refused(good.replace("\"s\"", "9007199254740993"), 400, "NUMBER_RANGE", "/data/subject");
    Wire.Answer deep = ledger.append("owner", ONE, good.replace("\"s\"", "[".repeat(100_000)));
    deep.isProblem(400, "TOO_DEEP");
  }

  @Test
  void bytes_of_another_encoding_are_refused() {
    byte[] latin =
        blocker("P", "B-LATIN")
            .replace("\"s\"", "\"\u00e9\"")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = blocker("P", "B-WIDE").getBytes(StandardCharsets.UTF_16);

    ledger
        .wire
        .post(ledger.token("owner"), "/v1/events", ONE, latin)
        .isProblem(400, "TEXT_INVALID");
    assertThat(ledger.wire.post(ledger.token("owner"), "/v1/events", ONE, wide).status())
        .isEqualTo(400);
  }

  @Test
  void a_batch_is_limited_and_its_ids_differ() {
    String a = blocker("P", "B-TWICE");

    ledger.append("owner", BATCH, "[]").isProblem(400, "BATCH_INVALID");
    ledger.append("owner", LINES, "").isProblem(400, "BATCH_INVALID");
    ledger.append("owner", BATCH, a).isProblem(400, "BATCH_INVALID");
    ledger
        .append("owner", BATCH, "[" + a + "," + a + "]")
        .isProblem(400, "BATCH_INVALID")
        .at("/1/id");
  }

  @Test
  void an_entry_and_a_body_have_limits() {
    String large = blocker("P", "B-LARGE").replace("\"s\"", "\"" + "x".repeat(65_535) + "\"");
    ledger.append("owner", ONE, large).isProblem(413, "ENTRY_TOO_LARGE");

    ledger
        .wire
        .post(
            ledger.token("owner"), "/v1/events", ONE, new byte[AppendController.MAX_BODY_BYTES + 1])
        .isProblem(413, "BODY_TOO_LARGE");
  }

  @Test
  void only_the_three_media_types_are_taken_and_nothing_compressed() {
    String good = blocker("P", "B-TYPE");
    for (String type :
        new String[] {"application/json", "text/plain", "application/x-www-form-urlencoded"}) {
      ledger.append("owner", type, good).isProblem(415, "MEDIA_TYPE_UNSUPPORTED");
    }
    ledger
        .wire
        .send(
            ledger
                .wire
                .request(ledger.token("owner"), "/v1/events")
                .header("Content-Type", ONE)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString(good)))
        .isProblem(415, "MEDIA_TYPE_UNSUPPORTED");
  }

  @Test
  void nobody_appends_without_a_token_or_with_a_parameter_that_means_nothing() {
    ledger.wire.post("", "/v1/events", ONE, "{}").isProblem(401, "UNAUTHENTICATED");
    ledger.wire.post("0".repeat(43), "/v1/events", ONE, "{}").isProblem(401, "UNAUTHENTICATED");
    ledger
        .wire
        .post(ledger.token("owner"), "/v1/events?dryRun=1", ONE, blocker("P", "B-DRY"))
        .isProblem(400, "PARAMETER_INVALID");
  }

  @Test
  void a_method_that_a_resource_does_not_take_names_those_that_it_takes() {
    Wire.Answer answer =
        ledger.wire.method(
            ledger.token("owner"), "DELETE", "/v1/events/0", BodyPublishers.noBody());

    assertThat(answer.isProblem(405, "METHOD_NOT_ALLOWED").header("Allow")).contains("GET");
  }

  @Test
  void a_principal_that_is_refused_too_often_is_told_to_wait_and_leaves_no_more_events() {
    Wire.Answer answer = ledger.append("auditor", ONE, program("R0"));
    for (int i = 1; i < 60 && answer.status() == 403; i++) {
      answer.isProblem(403, "TYPE_NOT_ALLOWED");
      answer = ledger.append("auditor", ONE, program("R" + i));
    }

    assertThat(answer.isProblem(429, "RATE_LIMITED").header("Retry-After")).isEqualTo("1");
    assertThat(answer.json().has("receipt")).isFalse();
  }

  @Test
  void a_token_of_a_revoked_principal_no_longer_counts() {
    String revoked =
        event(
            "revoke",
            "/ledger",
            EventType.PRINCIPAL_REVOKED,
            "{\"principal\":\"operator:default\",\"reason\":\"a test\"}");
    assertThat(ledger.get("operator", "/v1/programs/P/blockers").status()).isEqualTo(200);

    long seq = ledger.appended("admin", revoked);
    assertThat(ledger.get("owner", "/v1/programs/P/blockers?atLeast=" + seq).status())
        .isEqualTo(200);

    ledger.get("operator", "/v1/programs/P/blockers").isProblem(401, "UNAUTHENTICATED");
  }

  private static void refused(String event, int status, String code, String pointer) {
    ledger.append("owner", ONE, event).isProblem(status, code).at(pointer);
  }
}
