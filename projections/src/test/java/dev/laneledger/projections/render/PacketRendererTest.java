package dev.laneledger.projections.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PacketRendererTest {
  private static final List<String> NAMED_BY_THE_FORMAT =
      List.of(
          "README.md",
          "lane.json",
          "preflight.json",
          "rehearsal-target-lock.json",
          "rehearsal-execution-plan.json",
          "rehearsal-execution-evidence.json",
          "clone-rollback-evidence.json",
          "rollback-recovery-proof.json",
          "hardened-validator-result.json",
          "rehearsal-bad-input-probes.json",
          "ci-unknown-resolution.json",
          "forbidden-surface-proof.json",
          "updated-production-blocker-map.json",
          "decision-packet.json",
          "ticket-reservation.json",
          "refusals.json",
          "self-check.json",
          "exit_codes.json",
          "manifest.json",
          "RERUN.sh");

  static Stream<LaneRecord> lanes() {
    return Stream.of(
        Fix7.completed("a").laneRecord(),
        Fix7.unsealed("a").laneRecord(),
        Fix7.stopped("a").laneRecord(),
        Fix7.stopped("a").history.laneRecord(Fix7.IMPORTED),
        new History("P", "a", List.of()).laneRecord("nothing"));
  }

  @ParameterizedTest
  @MethodSource("lanes")
  void everyLaneHasEveryFileOfTheFormat(LaneRecord lane) {
    assertThat(PacketRenderer.render(lane).keySet()).containsAll(NAMED_BY_THE_FORMAT);
  }

  @ParameterizedTest
  @MethodSource("lanes")
  void renderingTwiceGivesTheSameBytes(LaneRecord lane) {
    assertThat(PacketRenderer.render(lane)).isEqualTo(PacketRenderer.render(lane));
    assertThat(ReportRenderer.render(lane)).isEqualTo(ReportRenderer.render(lane));
  }

  @Test
  void localeAndTimeZoneChangeNothing() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    LaneRecord lane = Fix7.completed("a").laneRecord();
    Hash packet = PacketRenderer.tree(PacketRenderer.render(lane));
    String report = ReportRenderer.render(lane);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(PacketRenderer.tree(PacketRenderer.render(lane))).isEqualTo(packet);
      assertThat(ReportRenderer.render(lane)).isEqualTo(report);
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(PacketRenderer.tree(PacketRenderer.render(lane))).isEqualTo(packet);
      assertThat(ReportRenderer.render(lane)).isEqualTo(report);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void anotherRunWithOtherIdsTimesAndKeysGivesTheSamePacketAndReport() {
    LaneRecord one = Fix7.completed("a").laneRecord();
    LaneRecord other = Fix7.completed("another-run").laneRecord();

    assertThat(other.events()).isNotEqualTo(one.events());
    assertThat(PacketRenderer.render(other)).isEqualTo(PacketRenderer.render(one));
    assertThat(ReportRenderer.render(other)).isEqualTo(ReportRenderer.render(one));
  }

  @Test
  void nothingVolatileStandsInAGovernedFileOrInTheReport() {
    LaneRecord lane = Fix7.completed("volatile").laneRecord();
    String all = PacketRenderer.render(lane) + ReportRenderer.render(lane);
    Stream<LedgerEvent> events =
        Stream.concat(lane.events().stream(), lane.programEvents().stream());

    assertThat(events).allSatisfy(e -> assertThat(all).doesNotContain(e.id(), e.recordedtime()));
    assertThat(all)
        .doesNotContain("2031-01-01", "keyid-", "sig-", "recordedtime", "\"seq\"", "leaf", "chain");
    assertThat(lane.events().stream().map(LedgerEvent::payload))
        .filteredOn(LedgerData.Refused.class::isInstance)
        .isNotEmpty()
        .allSatisfy(r -> assertThat(all).doesNotContain(((LedgerData.Refused) r).input().hex()));
  }

  @Test
  void theSealAndWhatFollowsItAreNotPartOfThePacket() {
    assertThat(PacketRenderer.render(Fix7.completed("a").laneRecord()))
        .isEqualTo(PacketRenderer.render(Fix7.unsealed("a").laneRecord()));
  }

  @ParameterizedTest
  @MethodSource("lanes")
  void everyJsonFileSaysWhetherItsStepHappenedAndIfNotWhy(LaneRecord lane) {
    jsonFiles(lane)
        .forEach((path, json) -> {
          assertThat(json.propertyNames()).as(path).startsWith("performed");
          assertThat(json.has("because")).as(path).isNotEqualTo(json.get("performed").asBoolean());
        });
  }

  @Test
  void aStoppedLaneNamesTheReasonInEveryFileOfAStepThatDidNotHappen() {
    LaneRecord lane = Fix7.stopped("a").laneRecord();

    assertThat(jsonFiles(lane).get("preflight.json").at("/follows/allPassed").asBoolean())
        .isFalse();
    assertThat(jsonFiles(lane).get("rollback-recovery-proof.json").get("because").asString())
        .contains("lane.rollback-proven", "stopped", "tickets are folded through 441 only");
  }

  @Test
  void oneChangedEventChangesThePacketTree() {
    LaneRecord lane = Fix7.unsealed("a").laneRecord();
    Hash tree = PacketRenderer.tree(PacketRenderer.render(lane));

    for (int cut = 0; cut < lane.events().size(); cut++) {
      LaneRecord shorter =
          new LaneRecord(
              lane.program(),
              lane.lane(),
              lane.events().subList(0, cut),
              lane.programEvents(),
              lane.state(),
              lane.packs());
      assertThat(PacketRenderer.tree(PacketRenderer.render(shorter))).isNotEqualTo(tree);
    }
  }

  @Test
  void aClaimedPassIsNotBelievedWhereTheValuesSayOtherwise() {
    Fix7 fix7 = new Fix7("a");
    fix7.programBefore();
    fix7.open();
    fix7.preflight(461);
    fix7.executeAndProve();
    fix7.lockTarget();
    JsonNode selfCheck = jsonFiles(fix7.laneRecord()).get("self-check.json");

    assertThat(answer(selfCheck, "isolated-first")).isEqualTo("NO");
    assertThat(answer(selfCheck, "probes-failed-closed")).isEqualTo("NOT_SHOWN");
    assertThat(answer(selfCheck, "restored")).isEqualTo("YES");
  }

  private static String answer(JsonNode selfCheck, String id) {
    for (JsonNode conclusion : selfCheck.get("follows")) {
      if (conclusion.get("id").asString().equals(id)) {
        return conclusion.get("answer").asString();
      }
    }
    throw new AssertionError(id);
  }

  @Test
  void evidenceAndPacksAreNamedByDigest() {
    SortedMap<String, PacketFile> files = PacketRenderer.render(Fix7.completed("a").laneRecord());

    assertThat(files.keySet())
        .filteredOn(p -> p.startsWith("packs/"))
        .hasSize(2)
        .allMatch(p -> p.matches("packs/[a-z-]+-[0-9a-f]{12}\\.yaml"));
    assertThat(files.get("evidence/ci/notes.md")).isInstanceOf(PacketFile.Blob.class);
  }

  @Test
  void evidenceThatWouldLeaveThePacketGetsNoManifest() {
    History history = new History("P", "a", List.of());
    Hash sha256 = Hash.sha256(new byte[0]);
    history.add(
        "lane:t1",
        StreamId.lane("P", "l"),
        new LaneData.EvidenceAttached("../../lane.json", sha256, 0, "text/plain", null));
    SortedMap<String, PacketFile> files = PacketRenderer.render(history.laneRecord("l"));

    assertThatThrownBy(() -> PacketRenderer.manifest(files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("evidence/../../lane.json");
  }

  private static Map<String, JsonNode> jsonFiles(LaneRecord lane) {
    Map<String, JsonNode> json = new TreeMap<>();
    PacketRenderer.render(lane)
        .forEach((path, file) -> {
          if (path.endsWith(".json") && file instanceof PacketFile.Text text) {
            json.put(path, CanonicalJson.parse(text.bytes()));
          }
        });
    return json;
  }
}
