package dev.laneledger.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.caoccao.javet.interop.NodeRuntime;
import com.caoccao.javet.interop.V8Host;
import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.dsse.EventSignature;
import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decisions as an owner reads and makes them: the page shows, the ledger judges. What the page
 * would send is made here from what it holds, by its own script and by hand.
 */
class DecisionsPageTest {
  private static final Path SIGN = Path.of("src", "main", "resources", "assets", "sign.js");

  @TempDir private static Path dir;
  private static PageServer server;
  private static Browser owner;
  private static OwnerKey key;
  private static int packets;

  @BeforeAll
  static void start() throws IOException {
    server = new PageServer(dir.resolve("ledger"));
    owner = server.as("owner");
    key = OwnerKey.read(server.dir().resolve("keys/owner.pem"));
    server.program("P");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A new packet of which GO can be chosen and RUN cannot. */
  private static String packet() {
    String id = "packet-" + packets++;
    long seq =
        server.append(
            "owner",
            "/programs/P",
            "decision-packet.published",
            """
            {"packet":"%s","default":"HOLD","chooseExactly":1,"selected":null,
             "options":[{"token":"HOLD","requires":[]},{"token":"GO_%s","requires":[]},
                        {"token":"RUN","requires":[{"grant":"REAL_RUN"}]}]}
            """
                .formatted(id, packets));
    server.await(seq);
    return id;
  }

  private static String go() {
    return "GO_" + packets;
  }

  private static String page(String packet) {
    return owner.page("/decisions/" + packet + "?program=P");
  }

  private static String attribute(String page, String name) {
    Matcher found = Pattern.compile(name + "=\"([^\"]*)\"").matcher(page);
    assertThat(found.find()).as(name).isTrue();
    return HtmlUtils.htmlUnescape(found.group(1));
  }

  /** The event that the page's script makes, before it is signed. */
  private static ObjectNode draft(String packet, String option) {
    String page = page(packet);
    String keys = attribute(page, "data-keys");
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("packet", attribute(page, "data-packet"));
    data.put("packetSha256", attribute(page, "data-sha256"));
    data.put("option", option).put("reason", "the clone is isolated");
    data.set("binds", json(attribute(page, "data-binds")));
    data.put("person", keys.replaceFirst(".*\"person\":\"([^\"]+)\".*", "$1"));
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("specversion", "1.0").put("id", "owner-" + UUID.randomUUID());
    event.put("source", attribute(page, "data-source"));
    event.put("type", attribute(page, "data-type")).set("data", data);
    return event;
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode signed(ObjectNode event, OwnerKey by) {
    ObjectNode data = (ObjectNode) event.get("data");
    data.set(
        EventSignature.MEMBER,
        EventSignature.sign(
            server.origin(),
            event.get("source").asString(),
            event.get("type").asString(),
            event.get("id").asString(),
            data,
            by.privateKey(),
            by.spkiDer()));
    return event;
  }

  private static HttpResponse<String> sent(ObjectNode event) {
    HttpResponse<String> answer =
        owner.send(
            owner
                .request("/v1/events")
                .header("X-CSRF-TOKEN", owner.csrf())
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(event.toString())));
    if (answer.statusCode() == 201) {
      server.await(Long.parseLong(answer.body().replaceFirst("(?s).*?\"seq\":(\\d+).*", "$1")));
    }
    return answer;
  }

  private static void refused(ObjectNode event, String code) {
    HttpResponse<String> answer = sent(event);
    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 403, 409, 422);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
  }

  @Test
  void nothing_but_the_hold_is_selected_and_what_is_missing_is_said() {
    String page = page(packet());

    assertThat(page).containsPattern("value=\"HOLD\"[^>]*checked=\"checked\"");
    assertThat(page).contains("data-sign=", "src=\"/assets/sign.js");
    assertThat(page.split("checked=\"checked\"", -1)).hasSize(2);
    assertThat(page).containsPattern("value=\"RUN\"[^>]*disabled=\"disabled\"");
    assertThat(page).contains("cannot be chosen yet", "grant REAL_RUN");
  }

  @Test
  void only_an_owner_gets_the_form() {
    String packet = packet();
    String page = server.as("auditor").page("/decisions/" + packet + "?program=P");

    assertThat(page).contains("Only an owner with a key of this ledger decides");
    assertThat(page).doesNotContain("data-sign=", "sign.js", "name=\"reason\"");
    assertThat(page).contains("<fieldset class=\"sections\" disabled=\"disabled\">");
  }

  @Test
  void what_the_pages_script_signs_is_recorded() throws Exception {
    assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
        .as("the tests bring Node.js for this system only")
        .isEqualTo("Linux amd64");
    String packet = packet();

    ObjectNode event = signedByThePage(draft(packet, go()));

    assertThat(sent(event).statusCode()).isEqualTo(201);
    assertThat(page(packet)).contains("the clone is isolated", "It stands, and nobody has used it");
    assertThat(owner.page("/?program=P")).contains(">" + go() + "</span>");
  }

  private static ObjectNode signedByThePage(ObjectNode event) throws Exception {
    String pem = Files.readString(server.dir().resolve("keys/owner.pem"));
    String script =
        Files.readString(SIGN)
            + """
            ;globalThis.answer = '';
            LedgerSign.readKey(%s)
              .then((key) => LedgerSign.sign(%s, %s, key))
              .then((done) => { globalThis.answer = LedgerSign.canonical(done.event); })
              .catch((e) => { globalThis.answer = String(e.stack); });
            """
                .formatted(text(pem), text(server.origin()), event);
    try (NodeRuntime node = V8Host.getNodeInstance().createV8Runtime()) {
      node.getExecutor(script).executeVoid();
      node.await();
      return json(node.getGlobalObject().getString("answer"));
    }
  }

  private static String text(String value) {
    return JsonNodeFactory.instance.stringNode(value).toString();
  }

  @Test
  void a_forged_choice_is_refused() throws IOException {
    String packet = packet();

    refused(draft(packet, go()), "PAYLOAD_INVALID");
    refused(
        signed(draft(packet, go()), OwnerKey.create(dir.resolve("other.pem"))),
        "OWNER_APPROVAL_FABRICATED");
    ObjectNode changed = signed(draft(packet, "HOLD"), key);
    ((ObjectNode) changed.get("data")).put("option", go());
    refused(changed, "OWNER_APPROVAL_FABRICATED");
    assertThat(page(packet)).contains("data-sign=").doesNotContain("id=\"choice\"");
  }

  @Test
  void a_choice_that_has_expired_is_refused() {
    ObjectNode late = draft(packet(), go());
    ((ObjectNode) late.get("data")).put("expires", "2020-01-01T00:00:00.000Z");

    refused(signed(late, key), "DECISION_EXPIRED");
  }

  @Test
  void a_choice_that_expired_stays_says_so_and_cannot_be_made_again_or_used() {
    String packet = packet();
    String token = go();
    ObjectNode again = signed(draft(packet, token), key);
    chosenUntilSoon(packet, token);

    String page = page(packet);
    while (!page.contains("Expired before anybody used it")) {
      Thread.onSpinWait();
      page = page(packet);
    }

    assertThat(page).contains("The choice expired, and a packet is decided once.", "is isolated");
    assertThat(page).contains("<fieldset class=\"sections\" disabled=\"disabled\">");
    assertThat(page).doesNotContain("data-sign=", "sign.js");
    assertThat(owner.page("/?program=P")).doesNotContain(">" + token + "</span>");
    refused(again, "PACKET_CLOSED");
    notOpened(token, "DECISION_EXPIRED");
  }

  /** With an expiry that is near, but not before a slow machine has sent it. */
  private static void chosenUntilSoon(String packet, String option) {
    int seconds = 2;
    HttpResponse<String> answer;
    do {
      ObjectNode brief = draft(packet, option);
      Instant until = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS);
      ((ObjectNode) brief.get("data")).put("expires", until.toString());
      answer = sent(signed(brief, key));
      seconds *= 2;
    } while (answer.body().contains("DECISION_EXPIRED"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** A lane cannot be opened on that token. */
  private static void notOpened(String token, String code) {
    assertThatThrownBy(() -> server.open("P", "l-" + token, token)).hasMessageContaining(code);
  }

  @Test
  void a_choice_whose_requirement_is_missing_is_refused() {
    refused(signed(draft(packet(), "RUN"), key), "OPTION_REQUIREMENT_UNMET");
  }

  @Test
  void a_lapsed_choice_says_why_stays_and_cannot_be_made_again() {
    String packet = packet();
    ObjectNode before = signed(draft(packet, go()), key);
    ObjectNode again = signed(draft(packet, go()), key);
    assertThat(sent(before).statusCode()).isEqualTo(201);

    server.raise("P", "B-" + packet);

    String page = page(packet);
    assertThat(page).contains("Lapsed: the blockers changed", "the clone is isolated");
    assertThat(page).contains("a packet is decided once", "not as it was chosen on");
    assertThat(page).contains("<fieldset class=\"sections\" disabled=\"disabled\">");
    assertThat(page).doesNotContain("data-sign=", "sign.js");
    assertThat(owner.page("/decisions?program=P")).contains("Lapsed because the blockers changed.");
    refused(again, "PACKET_CLOSED");
    notOpened(go(), "DECISION_LAPSED");
  }

  @Test
  void a_choice_signed_on_what_has_changed_since_is_refused() {
    String packet = packet();
    ObjectNode stale = signed(draft(packet, go()), key);

    server.raise("P", "C-" + packet);

    refused(stale, "SELECTION_STALE");
  }

  @Test
  void an_older_packet_stays_and_says_that_a_newer_one_rules() {
    String older = packet();
    packet();

    assertThat(page(older)).contains("superseded", "A newer packet rules.");
    assertThat(owner.page("/decisions?program=P")).contains("/decisions/" + older);
  }

  @Test
  void packets_come_twenty_to_a_page() {
    while (packets < 21) {
      packet();
    }

    assertThat(owner.page("/decisions?program=P")).contains("1–20 of " + packets, "rel=\"next\"");
    assertThat(owner.page("/decisions?program=P&page=2"))
        .contains("21–" + packets + " of " + packets, "rel=\"prev\"")
        .doesNotContain("rel=\"next\"");
  }
}
