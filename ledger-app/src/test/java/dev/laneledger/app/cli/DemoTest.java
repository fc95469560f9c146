package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.zip.StoredZipWriter;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.detection.CopyDetected;
import dev.laneledger.app.detection.CopyDetection;
import dev.laneledger.app.foreign.Go;
import dev.laneledger.app.scenario.Scenario;
import dev.laneledger.app.schema.EventFaults;
import dev.laneledger.app.signing.OwnerKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole demonstration, run once as a person would, and looked at from every side. */
class DemoTest {
  @TempDir static Path directory;

  private static Path ledger;
  private static Ran demo;
  private static JsonNode result;

  @BeforeAll
  static void runTheDemo() {
    ledger = directory.resolve("demo");
    demo = Verbs.here(List.of("demo", "--dir", ledger.toString(), "--tamper", "--json"));
    assertThat(demo.exit()).as(demo.err() + demo.out()).isZero();
    result = CanonicalJson.parse(demo.out().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theProjectionsAnswerWhatIsExpectedAlsoAfterARestart() throws IOException {
    JsonNode expected = expected();
    try (RunningLedger running = LedgerApplication.start(ServeOptions.onFreePort(ledger))) {
      LedgerClient auditor =
          new LedgerClient(
              running.url(), Files.readString(ledger.resolve("tokens/auditor")).strip());

      checkBlockers(expected, auditor.projection("/v1/programs/FIX7-P0/blockers"));
      checkTickets(expected, auditor.projection("/v1/programs/FIX7-P0/tickets/TKT-OBJ"));
      checkDecisions(expected, auditor.projection("/v1/programs/FIX7-P0/decisions"));
    }
  }

  @Test
  void bothReplaysReachTheSealedPacketAndAgree() {
    assertThat(result.get("replaysAgree").asBoolean()).isTrue();
    assertThat(result.get("replays"))
        .hasSize(2)
        .allSatisfy(replay -> {
          assertThat(replay.get("verifyExit").asInt()).isZero();
          assertThat(replay.get("replayExit").asInt()).isZero();
          assertThat(replay.at("/result/trust/pinned").asBoolean()).isTrue();
          assertThat(replay.at("/result/packets/0/packetTree")).isEqualTo(result.get("packetTree"));
        });
  }

  @Test
  void everyConclusionIsYesButTheCountThatTheLaneClaimsWrongly() {
    assertThat(result.get("verdicts"))
        .filteredOn(v -> !v.get("answer").asString().equals("YES"))
        .extracting(v -> v.get("because").asString())
        .containsExactly("13 claimed, 12 named");
  }

  @Test
  void everyEventAsItWasSentFitsItsSchema() {
    Set<EventType> seen = EnumSet.noneOf(EventType.class);
    try (OfflineLedger entries = OfflineLedger.directory(ledger)) {
      entries.entries(entry -> {
        EventDraft draft = EventCodec.decode(entry.bytes()).draft();
        seen.add(draft.type());
        assertThat(EventFaults.of(EventCodec.senderAttributes(draft))).isEmpty();
      });
    }
    assertThat(seen).hasSizeGreaterThan(25);
  }

  @Test
  void theChangedByteIsFoundAtItsEntry() {
    assertThat(result.at("/tampered/found").asBoolean()).isTrue();
    assertThat(result.at("/tampered/verifyExit").asInt()).isEqualTo(1);
  }

  @Test
  void theWrittenPacketIsWholeAndTheReportTellsItsTree() throws IOException, InterruptedException {
    Path out = ledger.resolve("out");
    String tree = result.get("packetTree").asString();

    assertThat(PacketCheck.run(out.resolve("packet")).failed()).isFalse();
    assertThat(out.resolve("packet/packet_tree.sha256")).hasContent(tree);
    assertThat(Files.readString(out.resolve("report.md"))).contains(tree);
  }

  @Test
  void aPacketIsReproducedOnceAnAuditorAttestsAReplay() throws IOException {
    Path copy = directory.resolve("attested");
    Trees.copy(ledger, copy, ledger.resolve("out"));
    Path pem = directory.resolve("anna.pem");
    OwnerKey key = OwnerKey.create(pem);
    List<String> replay =
        List.of(
            "replay",
            "--bundle",
            ledger.resolve("out/ledger.zip").toString(),
            "--key",
            Files.readString(ledger.resolve("out/ledger.vkey")).strip(),
            "--attest",
            pem.toString(),
            "--token-file",
            copy.resolve("tokens/anna").toString());
    try (RunningLedger running = LedgerApplication.start(ServeOptions.onFreePort(copy))) {
      Verbs.require(
          Verbs.here(
              List.of(
                  "token",
                  "create",
                  "auditor:anna",
                  "--dir",
                  copy.toString(),
                  "--out",
                  copy.resolve("tokens/anna").toString())));
      List<String> attested =
          Stream.concat(replay.stream(), Stream.of("--attest-to", running.url().toString()))
              .toList();
      assertThat(Verbs.here(replay).err()).contains("name it with --attest-to");
      assertThat(Verbs.here(attested).err()).contains("is nobody's here");

      register(running, copy, key);
      String now = Files.readString(copy.resolve("tokens/auditor")).strip();
      List<String> live = new ArrayList<>(attested);
      live.subList(1, 3).clear();
      live.addAll(List.of("--json", "--url", running.url().toString()));
      LedgerClient auditor = new LedgerClient(running.url(), now);
      awaitCheckpoint(auditor);
      Ran ran = Verbs.here(live);

      assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
      JsonNode reached = CanonicalJson.parse(ran.out().strip().getBytes(StandardCharsets.UTF_8));
      long seq = reached.at("/attested/seq").asLong();
      assertThat(seq).isPositive();
      assertThat(auditor.projection("/v1/programs/FIX7-P0/lanes", seq).findValues("reproducedBy"))
          .anySatisfy(by -> assertThat(by).hasSize(1));
      assertThat(EventJson.toTree(auditor.entry(seq).event().payload()).get("states"))
          .isEqualTo(reached.get("programs"));
      Ran again = Verbs.here(List.of("replay", "--dir", copy.toString(), "--json"));
      assertThat(again.out()).doesNotContain("\"REPLAY\"").contains("NO_PINNED_KEY");
    }
  }

  private static void awaitCheckpoint(LedgerClient auditor) {
    try {
      Checkpointed.await(auditor);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void register(RunningLedger running, Path directory, OwnerKey key)
      throws IOException {
    LedgerClient admin =
        new LedgerClient(
            running.url(), Files.readString(directory.resolve("tokens/admin")).strip());
    admin.append(
        EventDraft.of(
            "anna",
            StreamId.LEDGER,
            EventType.PRINCIPAL_REGISTERED,
            new LedgerData.PrincipalRegistered("auditor:anna", "anna", key.spki())));
  }

  @Test
  void aChangedFileOfThePacketIsNoticed() throws IOException, InterruptedException {
    Path copy = directory.resolve("changed");
    Trees.copy(ledger.resolve("out/packet"), copy, directory.resolve("nothing"));
    Files.writeString(copy.resolve("lane.json"), "{}\n");

    assertThat(PacketCheck.run(copy).failed()).isTrue();
  }

  @Test
  void thePacketIsBuiltAgainFromTheExportAsItWasSealed() {
    Ran built =
        Verbs.here(
            List.of(
                "packet",
                "build",
                "--bundle",
                ledger.resolve("out/ledger.zip").toString(),
                "--program",
                "FIX7-P0",
                "--lane",
                result.get("lane").asString(),
                "--out",
                directory.resolve("built").toString()));

    assertThat(built.exit()).as(built.err()).isZero();
    assertThat(built.out()).contains(result.get("packetTree").asString(), "as sealed");
    assertThat(directory.resolve("built/packet_tree.sha256"))
        .hasSameBinaryContentAs(ledger.resolve("out/packet/packet_tree.sha256"));
  }

  /** Everything that is beside the entries can be edited by whoever holds the bundle. */
  @Test
  void aCopyInTheExportThatWasEditedIsFoundAndOneThatIsLeftOutIsAGap() throws IOException {
    assertThat(editedBundle("reports/", "{}")).contains("1 REPORT_COPY");
    assertThat(editedBundle("packets/", "{}")).contains("1 PACKET_COPY");
    assertThat(editedBundle("packs/", "{}")).contains("1 PACK_COPY");
    assertThat(editedBundle("reports/", "")).contains("3 COPY_MISSING");
    assertThat(editedBundle("packets/", "")).contains("1 PACKET_COPY");
  }

  /** In every way of the catalogue, at a few places: the whole of it takes a minute. */
  @Test
  void everyChangeOfACopyOfTheExportEndsAsPromised() {
    List<CopyDetected> detected;
    try (OfflineLedger export = OfflineLedger.bundle(ledger.resolve("out/ledger.zip"))) {
      detected = CopyDetection.prove(export, 2, place -> {});
    }

    assertThat(detected).allSatisfy(one -> assertThat(one.asPromised()).as("%s", one).isTrue());
    assertThat(detected)
        .filteredOn(one -> one.what().matches("(pack|packet|report|blob)s?: .*"))
        .filteredOn(one -> one.tried() == 0)
        .extracting(CopyDetected::what)
        .containsExactly("packets: two change places");
  }

  /** Verifies the export with its first file of that prefix replaced, or left out. */
  private static String editedBundle(String prefix, String content) throws IOException {
    Path edited = directory.resolve("edited.zip");
    boolean[] done = {false};
    try (ZipFile zip = new ZipFile(ledger.resolve("out/ledger.zip").toFile());
        OutputStream out = Files.newOutputStream(edited)) {
      StoredZipWriter writer = new StoredZipWriter(out);
      for (ZipEntry entry : Collections.list(zip.entries())) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        if (!done[0] && entry.getName().startsWith(prefix)) {
          done[0] = true;
          bytes = content.getBytes(StandardCharsets.UTF_8);
        }
        if (bytes.length > 0) {
          writer.put(entry.getName(), bytes);
        }
      }
      writer.finish();
    }
    assertThat(done[0]).isTrue();
    String key =
        CanonicalJson.parse(
                Verbs.here(List.of("verify", "--dir", ledger.toString(), "--json"))
                    .out()
                    .getBytes(StandardCharsets.UTF_8))
            .at("/trust/key")
            .asString();
    Ran ran = Verbs.here(List.of("verify", "--bundle", edited.toString(), "--key", key, "--json"));
    return ran.exit()
        + " "
        + CanonicalJson.parse(ran.out().getBytes(StandardCharsets.UTF_8))
            .at("/findings/0/kind")
            .asString();
  }

  /** Where Go is not installed this is skipped, and says so. */
  @Test
  void goReadsTheExportAndItsDirhashIsThePacketTree() throws IOException, InterruptedException {
    Path bundle = ledger.resolve("out/ledger.zip");
    String key = Files.readString(ledger.resolve("out/ledger.vkey")).strip();
    byte[] tree = HexFormat.of().parseHex(result.get("packetTree").asString());
    String packet = "h1:" + Base64.getEncoder().encodeToString(tree) + "  packets/FIX7-P0/";
    Go.Ran read = Go.script(bundle, key);
    editedBundle("packets/FIX7-P0/" + result.get("lane").asString() + "/lane.json", "{}");
    Go.Ran refused = Go.script(directory.resolve("edited.zip"), key);

    assertThat(read.out()).startsWith("HOLDS  " + result.get("origin").asString());
    assertThat(read.out()).contains(packet);
    assertThat(read.exit()).isZero();
    assertThat(refused.out()).contains("DOES NOT HOLD: the packet ").contains("is pinned");
    assertThat(refused.exit()).isEqualTo(1);
  }

  @Test
  void aSecondDemoGivesTheSamePacketTree() throws IOException, InterruptedException {
    Demo.Played played = play("second", Scenario.shipped("fix7"));

    assertThat(played.packetTree().hex()).isEqualTo(result.get("packetTree").asString());
    assertThat(played.origin()).isNotEqualTo(result.get("origin").asString());
  }

  @Test
  void anotherProgramRunsTheSameWay() throws IOException, InterruptedException, URISyntaxException {
    Path renamed = renamed(directory.resolve("scenario"));

    Demo.Played played = play("other", Scenario.in(renamed));

    assertThat(played.blockers().get("open").asInt()).isEqualTo(7);
    assertThat(played.lane().at("/lane/status").asString()).isEqualTo("NINE_P0_DONE_READY");
    assertThat(played.tickets().get("nextFree").asLong()).isEqualTo(495);
    assertThat(played.packetTree().hex()).isNotEqualTo(result.get("packetTree").asString());
  }

  @Test
  void aDirectoryThatHoldsSomethingIsLeftAlone() {
    Ran again = Verbs.here(List.of("demo", "--dir", ledger.toString()));

    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("must be absent or an empty directory", "--dir");
  }

  private static Demo.Played play(String name, Scenario scenario)
      throws IOException, InterruptedException {
    Progress silent = new Progress(new PrintWriter(new StringWriter()));
    return new Demo(directory.resolve(name), scenario, silent).play();
  }

  /** The shipped scenario under other ids throughout. */
  private static Path renamed(Path target) throws IOException, URISyntaxException {
    URL shipped = Objects.requireNonNull(Scenario.class.getResource("/scenarios/fix7/lane.json"));
    Path folder = Path.of(shipped.toURI()).resolveSibling(".").normalize();
    Trees.copy(folder, target, folder.resolve("nothing"));
    Map<String, String> names =
        Map.of(
            "FIX7_P0_PRODUCTION_REHEARSAL_ONLY_ROLLBACK_READY", "NINE_P0_DONE_READY",
            "FIX7", "NINE",
            "TKT-OBJ", "REQ",
            "RX-", "ST-",
            "RB-CLONE", "UNDO",
            "birth_registry", "rows_of_nine",
            "HOLD_PRODUCTION", "HOLD_EVERYTHING",
            "production-rehearsal-only-rollback", "lane-nine");
    for (String file : List.of("program.json", "lane.json", "scenario.json", "sql/source.sql")) {
      String text = Files.readString(target.resolve(file));
      for (String name :
          names.keySet().stream().sorted((a, b) -> b.length() - a.length()).toList()) {
        text = text.replace(name, names.get(name));
      }
      Files.writeString(target.resolve(file), text);
    }
    return target;
  }

  private static void checkBlockers(JsonNode expected, ObjectNode actual) {
    assertThat(actual.get("open")).isEqualTo(expected.get("openBlockers"));
    for (JsonNode blocker : actual.get("blockers")) {
      String id = blocker.get("id").asString();
      JsonNode wanted = expected.get("blockers").get(id);
      assertThat(blocker.get("status")).as(id).isEqualTo(wanted.get("status"));
      assertThat(blocker.get("open")).as(id).isEqualTo(wanted.get("open"));
      for (Map.Entry<String, JsonNode> leg : wanted.path("legs").properties()) {
        assertThat(find(blocker.get("legs"), "leg", leg.getKey()).get("state"))
            .as(id + " " + leg.getKey())
            .isEqualTo(leg.getValue());
      }
    }
    assertThat(actual.get("blockers")).hasSameSizeAs(expected.get("blockers"));
  }

  private static void checkTickets(JsonNode expected, ObjectNode actual) {
    for (Map.Entry<String, JsonNode> member : expected.get("tickets").properties()) {
      assertThat(actual.get(member.getKey())).as(member.getKey()).isEqualTo(member.getValue());
    }
  }

  private static void checkDecisions(JsonNode expected, ObjectNode actual) {
    JsonNode wanted = expected.get("decision");
    JsonNode packet = find(actual.get("packets"), "id", wanted.get("packet").asString());
    assertThat(actual.get("effective")).isEqualTo(wanted.get("effective"));
    assertThat(packet.get("default")).isEqualTo(wanted.get("default"));
    assertThat(packet.get("selected").isNull()).isTrue();
    assertThat(packet.get("options"))
        .extracting(option -> option.get("token"))
        .containsExactlyElementsOf(wanted.get("options"));
    assertThat(actual.get("consumed"))
        .extracting(consumed -> consumed.get("token"))
        .containsExactlyElementsOf(wanted.get("consumed"));
  }

  private static JsonNode find(JsonNode array, String member, String value) {
    return StreamSupport.stream(array.spliterator(), false)
        .filter(node -> node.get(member).asString().equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode expected() throws IOException {
    try (InputStream in =
        DemoTest.class.getResourceAsStream("/scenarios/fix7/expected-after-lane.json")) {
      return CanonicalJson.parse(Objects.requireNonNull(in).readAllBytes());
    }
  }
}
