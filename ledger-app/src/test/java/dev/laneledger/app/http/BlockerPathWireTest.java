package dev.laneledger.app.http;

import static dev.laneledger.app.http.LedgerServer.event;
import static dev.laneledger.app.http.LedgerServer.packet;
import static dev.laneledger.app.http.LedgerServer.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.hash.Hash;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What stands in the way, what would, and what an owner has to sign, asked of a real server. */
class BlockerPathWireTest {
  private static final String BLOCKERS = "/v1/programs/P/blockers";

  @TempDir private static Path dir;
  private static LedgerServer ledger;
  private static long seq;

  @BeforeAll
  static void start() {
    ledger = new LedgerServer(dir.resolve("ledger"));
    ledger.appended("owner", program("P"));
    ledger.appended("owner", blocker("A", legs("the map", "{\"grant\":\"OPT_4\"}")));
    ledger.appended(
        "owner", blocker("B", legs("last", "{\"leg\":{\"blocker\":\"A\",\"leg\":\"the map\"}}")));
    seq = ledger.appended("owner", packet("P", "next", "[{\"blocker\":\"A\"}]"));
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static String blocker(String id, String legs) {
    return event(
        "raise-" + id,
        "/programs/P",
        EventType.BLOCKER_RAISED,
        """
        {"blocker":"%s","subject":"s","actors":["OPERATOR"],"blocks":["PRODUCTION"],\
        "nextAction":"act","legs":%s}\
        """
            .formatted(id, legs));
  }

  private static String legs(String leg, String requirement) {
    return """
    [{"leg":"%s","actor":"OPERATOR","strength":"INPUT","requires":[%s]}]\
    """
        .formatted(leg, requirement);
  }

  private static Wire.Answer ask(String what) {
    String sign = what.contains("?") ? "&" : "?";
    return ledger.get("auditor", BLOCKERS + what + sign + "atLeast=" + seq);
  }

  @Test
  void the_path_names_the_legs_in_order_the_grants_and_who_has_to_act() {
    JsonNode path = ask("/path?to=PRODUCTION").json().path("path");

    assertThat(path.path("clear").asBoolean()).isFalse();
    assertThat(path.path("steps").valueStream().map(s -> s.path("leg").asString()))
        .containsExactly("the map", "last");
    assertThat(path.at("/steps/0/unmet/0/grant").asString()).isEqualTo("OPT_4");
    assertThat(path.path("grants").valueStream().map(JsonNode::asString)).containsExactly("OPT_4");
    assertThat(path.path("actors").valueStream().map(JsonNode::asString))
        .containsExactly("OPERATOR", "OWNER");
    assertThat(ask("/path").json().path("path")).isEqualTo(path);
  }

  @Test
  void a_leg_less_is_computed_with_its_consequences_and_changes_nothing() {
    JsonNode before = ask("").json();

    JsonNode whatIf = ask("/what-if?discharge=A/the%20map").json();

    assertThat(whatIf.path("open").asInt()).isEqualTo(1);
    assertThat(whatIf.at("/blockers/0/status").asString()).isEqualTo("CLOSED");
    assertThat(whatIf.at("/attested").isNull()).isTrue();
    assertThat(whatIf.at("/path/steps")).hasSize(1);
    assertThat(whatIf.at("/path/steps/0/ready").asBoolean()).isTrue();
    assertThat(whatIf.at("/path/grants")).isEmpty();
    assertThat(ask("").json().path("blockers")).isEqualTo(before.path("blockers"));
  }

  @Test
  void several_legs_less_may_make_the_way_clear() {
    JsonNode whatIf = ask("/what-if?discharge=A/the%20map&discharge=B/last").json();

    assertThat(whatIf.path("open").asInt()).isZero();
    assertThat(whatIf.at("/path/clear").asBoolean()).isTrue();
  }

  @Test
  void what_the_program_does_not_know_is_not_taken_for_clear() {
    ask("/path?to=PRODUCTON").isProblem(404, "NOT_FOUND");
    ask("/what-if?discharge=A/none").isProblem(404, "NOT_FOUND");
    ask("/what-if?discharge=the%20map").isProblem(400, "PARAMETER_INVALID");
    ask("/what-if").isProblem(400, "PARAMETER_INVALID");
    ask("/what-if?discharge=A/the%20map&to=PRODUCTION&to=GO").isProblem(400, "PARAMETER_INVALID");
    ledger.get("auditor", "/v1/programs/Q/blockers/path").isProblem(404, "NOT_FOUND");
  }

  @Test
  void a_packet_is_answered_with_what_a_signature_has_to_bind() {
    JsonNode sheet = ledger.get("owner", "/v1/programs/P/decisions/next?atLeast=" + seq).json();

    assertThat(sheet.path("packetSha256").asString())
        .isEqualTo(Hash.sha256(CanonicalJson.write(sheet.path("packet"))).hex());
    assertThat(sheet.path("selectable").asBoolean()).isTrue();
    assertThat(sheet.at("/options/1/unmet/0/blocker").asString()).isEqualTo("A");
    assertThat(sheet.at("/binds").propertyNames())
        .containsExactly("size", "root", "blockers", "packetTree", "policy");
    assertThat(sheet.at("/binds/size").asLong()).isEqualTo(sheet.path("position").asLong() + 1);
    ledger.get("owner", "/v1/programs/P/decisions/none").isProblem(404, "NOT_FOUND");
  }
}
