package dev.laneledger.app.http;

import static dev.laneledger.app.http.LedgerServer.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.api.merkle.MerkleTree;
import dev.laneledger.api.packet.PacketTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Everything that is read, and blobs and reservations, against a real server. */
class ReadWireTest {
  private static final String P = "/v1/programs/P";

  @TempDir private static Path dir;
  private static LedgerServer ledger;

  /** seq of the last event of the story. */
  private static long last;

  @BeforeAll
  static void start() {
    ledger = new LedgerServer(dir.resolve("ledger"));
    ledger.appended("owner", LedgerServer.program("P"));
    ledger.appended("operator", LedgerServer.tickets("P"));
    ledger.appended("owner", LedgerServer.blocker("P", "B-1"));
    ledger.appended(
        "owner", LedgerServer.packet("P", "D-1", "[{\"blocker\":\"B-1\"},{\"input\":\"I\"}]"));
    ledger.appended("owner", ledger.delegation("P", "REHEARSE"));
    Wire.Answer opened = ledger.append("lane", BATCH, LedgerServer.opening("P", "REHEARSE", "l1"));
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    last = opened.json().at("/receipts/1/seq").asLong();
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  @Test
  void entries_are_shown_as_their_canonical_bytes() {
    Wire.Answer answer = ledger.get("auditor", "/v1/events?limit=3");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
    List<String> lines = answer.text().lines().toList();
    assertThat(lines).hasSize(3);
    for (int seq = 0; seq < lines.size(); seq++) {
      String line = lines.get(seq);
      byte[] entry =
          line.substring(line.indexOf("\"entry\":") + 8, line.length() - 1)
              .getBytes(StandardCharsets.UTF_8);
      JsonNode json = CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8));
      assertThat(json.propertyNames()).containsExactly("seq", "leaf", "chain", "entry");
      assertThat(json.path("seq").asInt()).isEqualTo(seq);
      assertThat(CanonicalJson.isCanonical(entry)).isTrue();
      assertThat(json.path("leaf").asString()).isEqualTo(MerkleTree.leafHash(entry).hex());
    }
  }

  @Test
  void entries_are_found_by_seq_stream_and_type() {
    String source = "/programs/P";
    String type = EventType.PACKET_PUBLISHED.wire();

    List<String> ofStream =
        ledger.get("lane", "/v1/events?source=" + source).text().lines().toList();
    assertThat(ofStream).isNotEmpty().allMatch(line -> line.contains("\"source\":\"/programs/P\""));
    assertThat(ledger.get("auditor", "/v1/events?type=" + type).text().lines()).hasSize(1);
    assertThat(ledger.get("auditor", "/v1/events?limit=1&from=" + last).text())
        .startsWith("{\"seq\":" + last + ",");
    assertThat(ledger.get("auditor", "/v1/events?from=999999").text()).isEmpty();
  }

  @Test
  void one_entry_is_immutable_and_known_by_its_leaf() {
    Wire.Answer answer = ledger.get("auditor", "/v1/events/0");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).contains("immutable").contains("private");
    assertThat(answer.header("ETag")).isEqualTo('"' + answer.json().path("leaf").asString() + '"');
    Wire.Answer again =
        ledger.wire.send(
            ledger
                .wire
                .request(ledger.token("auditor"), "/v1/events/0")
                .header("If-None-Match", answer.header("ETag"))
                .GET());
    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void only_auditors_read_the_ledgers_own_streams() {
    for (String role : List.of("lane", "operator", "owner")) {
      assertThat(ledger.get(role, "/v1/events/" + last).status()).isEqualTo(200);
      ledger.get(role, "/v1/events/0").isProblem(403, "FORBIDDEN");
      ledger.get(role, "/v1/events").isProblem(403, "FORBIDDEN");
      ledger.get(role, "/v1/events?source=/ledger").isProblem(403, "FORBIDDEN");
    }
    ledger.get("admin", "/v1/events/" + last).isProblem(403, "FORBIDDEN");
    assertThat(ledger.get("auditor", "/v1/events?source=/ledger").status()).isEqualTo(200);
  }

  @Test
  void a_parameter_that_is_unknown_repeated_or_malformed_is_refused() {
    for (String query :
        List.of(
            "form=1",
            "from=-1",
            "from=+5",
            "from=007",
            "from=x",
            "from=",
            "from=9007199254740992",
            "limit=0",
            "limit=10001",
            "limit=1&limit=2",
            "source=/nowhere",
            "type=lane.opened",
            "source=%2Fprograms%2F..")) {
      ledger.get("auditor", "/v1/events?" + query).isProblem(400, "PARAMETER_INVALID");
    }
    ledger.get("auditor", "/v1/events/00").isProblem(400, "PARAMETER_INVALID");
    ledger.get("auditor", "/v1/events/0?x=1").isProblem(400, "PARAMETER_INVALID");
    ledger.get("auditor", P + "/blockers?atleast=1").isProblem(400, "PARAMETER_INVALID");
    ledger.get("auditor", "/v1/events/999999").isProblem(404, "NOT_FOUND");
  }

  @Test
  void a_blob_is_kept_once_under_its_digest_and_never_changes() {
    byte[] bytes = "evidence".getBytes(StandardCharsets.UTF_8);
    String path = "/v1/blobs/" + Hash.sha256(bytes);

    assertThat(put("lane", path, bytes).status()).isEqualTo(201);
    assertThat(put("lane", path, bytes).status()).isEqualTo(200);
    Wire.Answer got = ledger.get("auditor", path);
    assertThat(got.response().body()).isEqualTo(bytes);
    assertThat(got.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(got.header("Content-Disposition")).isEqualTo("attachment");
    assertThat(got.header("ETag")).isEqualTo('"' + Hash.sha256(bytes).hex() + '"');
    assertThat(got.header("Cache-Control")).contains("immutable");
    Wire.Answer head =
        ledger.wire.method(ledger.token("auditor"), "HEAD", path, BodyPublishers.noBody());
    ledger.get("lane", path).isProblem(404, "NOT_FOUND"); // no entry names it
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo("8");
    assertThat(head.response().body()).isEmpty();
  }

  @Test
  void blobs_are_listed_for_auditors_in_ascending_order() {
    for (String text : List.of("one", "two", "three")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      put("lane", "/v1/blobs/" + Hash.sha256(bytes), bytes);
    }
    List<String> all = digests("/v1/blobs");

    assertThat(all).isSorted().contains(Hash.sha256("two".getBytes(StandardCharsets.UTF_8)).hex());
    assertThat(digests("/v1/blobs?after=" + all.get(1))).isEqualTo(all.subList(2, all.size()));
    assertThat(digests("/v1/blobs?after=" + all.getLast())).isEmpty();
    ledger.get("lane", "/v1/blobs").isProblem(403, "FORBIDDEN");
    ledger.get("auditor", "/v1/blobs?after=1").isProblem(400, "PARAMETER_INVALID");
  }

  private static List<String> digests(String path) {
    return ledger
        .get("auditor", path)
        .json()
        .path("blobs")
        .valueStream()
        .map(digest -> digest.asString(""))
        .toList();
  }

  @Test
  void timestamps_and_a_policy_are_shown_as_the_directory_keeps_them() throws IOException {
    assertThat(ledger.wire.get("", "/v1/timestamps").json().path("sizes")).isEmpty();
    ledger.get("lane", "/policy").isProblem(404, "NOT_FOUND");
    Path kept = Files.createDirectories(ledger.dir.resolve("timestamps"));
    for (String name : List.of("12.tsr", "9.tsr", "010.tsr", "x.tsr", "7.txt")) {
      Files.writeString(kept.resolve(name), name);
    }
    Files.writeString(ledger.dir.resolve("policy"), "quorum none\n");
    try {
      assertThat(ledger.wire.get("", "/v1/timestamps").json().path("sizes").toString())
          .isEqualTo("[9,12]");
      assertThat(ledger.wire.get("", "/timestamps/9.tsr").text()).isEqualTo("9.tsr");
      for (String none : List.of("8.tsr", "010.tsr", "x.tsr", "7.txt", "9.tsr.", "9")) {
        ledger.wire.get("", "/timestamps/" + none).isProblem(404, "NOT_FOUND");
      }
      assertThat(ledger.get("lane", "/policy").text()).isEqualTo("quorum none\n");
      ledger.wire.get("", "/policy").isProblem(401, "UNAUTHENTICATED");
    } finally {
      Files.delete(ledger.dir.resolve("policy"));
    }
  }

  @Test
  void a_blob_sent_as_a_form_arrives_whole() {
    byte[] bytes = "a=1&b=2".getBytes(StandardCharsets.UTF_8);
    Wire.Answer answer =
        ledger.wire.send(
            ledger
                .wire
                .request(ledger.token("lane"), "/v1/blobs/" + Hash.sha256(bytes))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(BodyPublishers.ofByteArray(bytes)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  @Test
  void a_blob_of_another_digest_too_large_or_unknown_is_refused() {
    String unknown = "/v1/blobs/" + "0".repeat(64);

    put("lane", unknown, new byte[1]).isProblem(400, "DIGEST_MISMATCH");
    put("lane", unknown, new byte[BlobController.MAX_BYTES + 1]).isProblem(413, "BODY_TOO_LARGE");
    put("lane", "/v1/blobs/ABC", new byte[1]).isProblem(400, "PARAMETER_INVALID");
    ledger.get("lane", unknown).isProblem(404, "NOT_FOUND");
    ledger.wire.get("", unknown).isProblem(401, "UNAUTHENTICATED");
    assertThat(
            ledger
                .wire
                .method(ledger.token("lane"), "HEAD", unknown, BodyPublishers.noBody())
                .status())
        .isEqualTo(404);
  }

  @Test
  void blockers_say_what_is_open_and_who_must_act() {
    assertThat(projection("/blockers"))
        .isEqualTo(
            """
            "open":1,"blockers":[{"id":"B-1","status":"OPEN","open":true,"actors":["OWNER"],\
            "blocks":["GO"],"nextAction":"decide","legs":[{"leg":"analysis","actor":"OWNER",\
            "strength":"ANALYSIS","requires":[],"state":"OPEN","evidence":[]}]}]}\
            """);
  }

  @Test
  void decisions_say_what_is_in_effect_and_what_is_unmet() {
    assertThat(projection("/decisions"))
        .startsWith(
            """
            "effective":"HOLD_IT","packets":[{"id":"D-1","default":"HOLD_IT","options":\
            [{"token":"HOLD_IT","requires":[],"unmet":[]},{"token":"GO_ON","requires":\
            [{"blocker":"B-1"},{"input":"I"}],"unmet":[{"blocker":"B-1"},{"input":"I"}]}],\
            "selected":null,"status":"OPEN","choice":null}],"grants":[],"delegations":[{"id":\
            "delegate-REHEARSE","token":"REHEARSE","through":"lane:default",\
            """)
        .endsWith("\"consumed\":[{\"token\":\"REHEARSE\",\"lane\":\"l1\"}]}");
  }

  @Test
  void a_projection_says_its_position_and_its_newest_attestation() {
    JsonNode json = ledger.get("owner", P + "/lanes?atLeast=" + last).json();

    assertThat(json.path("position").asLong()).isGreaterThanOrEqualTo(last);
    assertThat(json.has("attested")).isTrue();
    assertThat(json.at("/lanes/0/id").asString()).isEqualTo("l1");
  }

  @Test
  void a_lane_is_shown_with_its_row() {
    JsonNode json = ledger.get("owner", P + "/lanes/l1?atLeast=" + last).json();

    assertThat(json.propertyNames()).containsExactly("position", "attested", "lane");
    assertThat(json.at("/lane/macro").asString()).isEqualTo("M");
    assertThat(json.at("/lane/outcome").isNull()).isTrue();
  }

  @Test
  void a_seq_that_does_not_come_is_waited_for_only_so_long() {
    Wire.Answer answer = ledger.get("owner", P + "/blockers?atLeast=999999");

    assertThat(answer.isProblem(503, "UNAVAILABLE").header("Retry-After")).isEqualTo("1");
  }

  @Test
  void what_nobody_has_named_is_not_found() {
    for (String path :
        List.of("/blockers", "/decisions", "/tickets", "/lanes", "/lanes/l1", "/lanes/l1/packet")) {
      ledger.get("owner", "/v1/programs/NONE" + path).isProblem(404, "NOT_FOUND");
    }
    ledger.get("owner", P + "/tickets/NONE").isProblem(404, "NOT_FOUND");
    ledger.get("owner", P + "/lanes/NONE").isProblem(404, "NOT_FOUND");
    ledger.get("owner", P + "/lanes/NONE/packet").isProblem(404, "NOT_FOUND");
    ledger.get("owner", P + "/lanes/NONE/report").isProblem(404, "NOT_FOUND");
    ledger.get("owner", P).isProblem(404, "NOT_FOUND");
  }

  @Test
  void the_next_tickets_are_reserved_once_for_one_id() {
    String path = P + "/tickets/TKT/reservations";
    String body = "{\"id\":\"r-1\",\"lane\":\"l1\",\"count\":10}";

    Wire.Answer first = reserve("lane", body);
    Wire.Answer again = reserve("lane", body);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(first.json().path("range").toString()).isEqualTo("{\"from\":485,\"to\":494}");
    reserve("lane", body.replace("10", "11")).isProblem(409, "ID_REUSED");

    long seq = first.json().at("/receipts/0/seq").asLong();
    String tickets = ledger.get("owner", P + "/tickets/TKT?atLeast=" + seq).text();
    assertThat(tickets.substring(tickets.indexOf("\"prefix\"")))
        .isEqualTo(
            """
            "prefix":"TKT","canonicalCeiling":461,"reservedCeiling":494,"nextFree":495,\
            "ranges":[{"from":1,"to":461,"lane":"old","state":"APPLIED"},\
            {"from":462,"to":484,"lane":"newer","state":"RESERVED"},\
            {"from":485,"to":494,"lane":"l1","state":"RESERVED"}],"gaps":0,"overlaps":0}\
            """);
    assertThat(ledger.get("owner", P + "/tickets").json().path("prefixes").toString())
        .isEqualTo("[\"TKT\"]");
    ledger
        .wire
        .post(ledger.token("lane"), path, "text/plain", body)
        .isProblem(415, "MEDIA_TYPE_UNSUPPORTED");
  }

  @Test
  void a_reservation_that_makes_no_sense_is_refused() {
    reserve("lane", "{\"id\":\"r\",\"lane\":\"l1\"}")
        .isProblem(400, "PAYLOAD_INVALID")
        .at("/count");
    reserve("lane", "{\"id\":\"r\",\"lane\":\"l1\",\"count\":1,\"from\":1}")
        .isProblem(400, "PAYLOAD_INVALID");
    reserve("lane", "{\"id\":\"r\",\"lane\":\"l1\",\"count\":\"1\"}")
        .isProblem(400, "PAYLOAD_INVALID");
    reserve("lane", "{\"id\":\"r\",\"id\":\"r\",\"lane\":\"l1\",\"count\":1}")
        .isProblem(400, "DUPLICATE_NAME");
    reserve("lane", "[]").isProblem(400, "PAYLOAD_INVALID");
    reserve("lane", "{\"id\":\"\",\"lane\":\"l1\",\"count\":1}").isProblem(400, "PAYLOAD_INVALID");
    reserve("lane", "{\"id\":\"ledger:x\",\"lane\":\"l1\",\"count\":1}")
        .isProblem(400, "PAYLOAD_INVALID");
    reserve("lane", "{\"id\":\"r0\",\"lane\":\"l1\",\"count\":0}")
        .isProblem(400, "PAYLOAD_INVALID")
        .at("/count");
    reserve("lane", "{\"id\":\"r9\",\"lane\":\"NONE\",\"count\":1}")
        .isProblem(422, "TICKET_LANE_NOT_OPEN")
        .at("/lane");
    reserve("auditor", "{\"id\":\"ra\",\"lane\":\"l1\",\"count\":1}")
        .isProblem(403, "TYPE_NOT_ALLOWED");
  }

  @Test
  void everybody_may_read_the_checkpoint() {
    Wire.Answer answer = ledger.wire.get("", "/checkpoint");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(answer.header("Cache-Control")).isEqualTo("max-age=1");
    assertThat(answer.text()).contains("\n\n— ").endsWith("\n");
    assertThat(ledger.wire.method("", "HEAD", "/checkpoint", BodyPublishers.noBody()).status())
        .isEqualTo(200);
    ledger
        .wire
        .method("", "POST", "/checkpoint", BodyPublishers.noBody())
        .isProblem(405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void a_packet_is_complete_and_the_same_every_time() throws IOException {
    Wire.Answer answer = ledger.get("owner", P + "/lanes/l1/packet?atLeast=" + last);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
    assertThat(PacketTree.check(unzip(answer.response().body()))).isEmpty();
    assertThat(ledger.get("auditor", P + "/lanes/l1/packet").response().body())
        .isEqualTo(answer.response().body());
  }

  @Test
  void a_report_is_markdown() {
    Wire.Answer answer = ledger.get("owner", P + "/lanes/l1/report");

    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/markdown;charset=utf-8");
    assertThat(answer.text()).startsWith("# ");
  }

  private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  /** What follows position and attestation. */
  private static String projection(String path) {
    Wire.Answer answer = ledger.get("owner", P + path + "?atLeast=" + last);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    String rest =
        answer.text().replaceFirst("^\\{\"position\":\\d+,\"attested\":(null|\\{[^}]*\\}),", "");
    assertThat(rest).isNotEqualTo(answer.text());
    return rest;
  }

  private static Wire.Answer reserve(String role, String body) {
    return ledger.wire.post(
        ledger.token(role), P + "/tickets/TKT/reservations", "application/json", body);
  }

  private static Wire.Answer put(String role, String path, byte[] bytes) {
    return ledger.wire.method(ledger.token(role), "PUT", path, BodyPublishers.ofByteArray(bytes));
  }
}
