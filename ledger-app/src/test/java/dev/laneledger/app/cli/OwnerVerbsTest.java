package dev.laneledger.app.cli;

import static dev.laneledger.app.cli.OwnersLedger.PACKET;
import static dev.laneledger.app.cli.OwnersLedger.await;
import static dev.laneledger.app.cli.OwnersLedger.opening;
import static dev.laneledger.app.cli.OwnersLedger.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventCodec;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.signing.OwnerKey;
import dev.laneledger.projections.DecisionSheet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An owner decides at the command line, and lanes act on it, all over HTTP. */
class OwnerVerbsTest {
  @TempDir private static Path dir;
  private static OwnersLedger ledger;

  @BeforeAll
  static void start() {
    ledger = new OwnersLedger(dir.resolve("ledger"));
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static JsonNode json(String text) {
    return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String packetStatus(String program) throws IOException {
    return ledger.decisions(program).at("/packets/0/status").asString();
  }

  /** A selection as the command makes it, on the state of now, but with that key, and not sent. */
  private static SignedEvent selection(String program, OwnerKey key) throws IOException {
    return selection(program, key, data -> {});
  }

  private static SignedEvent selection(String program, OwnerKey key, Consumer<ObjectNode> change)
      throws IOException {
    ledger.awaitCheckpoint();
    String token = Files.readString(ledger.dir.resolve("tokens/auditor")).strip();
    try (OfflineLedger material = OfflineLedger.server(ledger.running.url(), token)) {
      CheckedProgram checked = CheckedProgram.read(material, program, null);
      DecisionSheet sheet = checked.sheet(PACKET);
      ObjectNode data = JsonNodeFactory.instance.objectNode();
      data.put("packet", PACKET).put("option", "GO_ON").put("reason", "safe");
      data.put("person", "owner-default").put("packetSha256", sheet.packetSha256().hex());
      data.set("binds", EventJson.toTreeWithNulls(sheet.binds()));
      change.accept(data);
      return SignedEvent.sign(
          checked.ledger().origin(), checked.stream(), EventType.DECISION_SELECTED, data, key);
    }
  }

  @Test
  void aChoiceIsInEffectUntilOneLaneHasUsedIt() throws IOException {
    ledger.program("ONCE");
    assertThat(ledger.effective("ONCE")).isEqualTo("HOLD_IT");

    Ran decided = ledger.decide("ONCE", "GO_ON");

    assertThat(decided.exit()).as(decided.err()).isZero();
    assertThat(decided.out())
        .contains("chosen    GO_ON", "\"option\":\"GO_ON\"", "recorded  seq ", "rests on  ");
    assertThat(ledger.effective("ONCE")).isEqualTo("GO_ON");
    ledger.open("ONCE", "l1");
    assertThat(packetStatus("ONCE")).isEqualTo("CONSUMED");
    assertThat(ledger.effective("ONCE")).isEqualTo("HOLD_IT");
    ledger.notOpened("ONCE", "l2", "DECISION_CONSUMED");
  }

  @Test
  void holdingCanBeChosenAndTheChoiceIsThenMade() throws IOException {
    ledger.program("HOLD");

    assertThat(ledger.decide("HOLD", "HOLD_IT").exit()).isZero();

    assertThat(ledger.effective("HOLD")).isEqualTo("HOLD_IT");
    ledger.notOpened("HOLD", "l1", "DECISION_NOT_MADE");
    assertThat(ledger.decide("HOLD", "GO_ON").err()).contains("PACKET_CLOSED");
  }

  @Test
  void anOptionThatIsNotOfferedIsRefusedWithItsCode() throws IOException {
    ledger.program("OFFER");

    Ran ran = ledger.decide("OFFER", "GO_ON_");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("OPTION_NOT_OFFERED").doesNotContain("\tat ");
    assertThat(ledger.decide("OFFER", "GO_ON", "--packet", "none").exit()).isEqualTo(2);
  }

  @Test
  void aSignatureHoldsForOneEventOfOneOwnerOnly() throws IOException {
    ledger.program("FORGED");
    OwnerKey stranger = OwnerKey.create(dir.resolve("stranger.pem"));
    EventDraft forged = selection("FORGED", stranger).draft();
    ObjectNode moved =
        EventCodec.senderAttributes(selection("FORGED", ledger.ownerKey()).draft())
            .put("id", "another");
    ObjectNode altered =
        EventCodec.senderAttributes(selection("FORGED", ledger.ownerKey()).draft());
    ((ObjectNode) altered.path("data")).put("option", "HOLD_IT");

    for (EventDraft bad : List.of(forged, EventCodec.draftOf(moved), EventCodec.draftOf(altered))) {
      refused(ledger.client("owner"), List.of(bad), "OWNER_APPROVAL_FABRICATED");
    }
    Ran ran = ledger.decide("FORGED", "GO_ON", "--key", dir.resolve("stranger.pem").toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ledger.effective("FORGED")).isEqualTo("HOLD_IT");
  }

  @Test
  void anOwnerWhoWasShownAnotherHistoryIsNotHeard() throws IOException {
    ledger.program("ANCHOR");
    String other = Hash.sha256(new byte[0]).hex();
    List<Consumer<ObjectNode>> shown =
        List.of(
            binds -> binds.put("root", other),
            binds -> binds.put("size", 1_000_000L),
            binds -> binds.put("size", 0));

    for (Consumer<ObjectNode> change : shown) {
      SignedEvent signed =
          selection(
              "ANCHOR", ledger.ownerKey(), data -> change.accept((ObjectNode) data.get("binds")));
      refused(ledger.client("owner"), List.of(signed.draft()), "ANCHOR_UNKNOWN");
    }
    assertThat(ledger.decide("ANCHOR", "GO_ON").exit()).isZero();
  }

  @Test
  void whatWasSignedOnOldFactsIsRefused() throws IOException {
    ledger.program("STALE");
    EventDraft signed = selection("STALE", ledger.ownerKey()).draft();
    ledger.raiseBlocker("STALE");

    refused(ledger.client("owner"), List.of(signed), "SELECTION_STALE");
    assertThat(ledger.decide("STALE", "GO_ON").exit()).isZero();
  }

  @Test
  void aChoiceLapsesWhenABlockerChanges() throws IOException {
    ledger.program("LAPSE");
    assertThat(ledger.decide("LAPSE", "GO_ON").exit()).isZero();

    ledger.raiseBlocker("LAPSE");

    assertThat(packetStatus("LAPSE")).isEqualTo("LAPSED");
    assertThat(ledger.decisions("LAPSE").at("/packets/0/choice/cause").asString())
        .isEqualTo("the blockers changed");
    assertThat(ledger.effective("LAPSE")).isEqualTo("HOLD_IT");
    ledger.notOpened("LAPSE", "l1", "DECISION_LAPSED");
  }

  @Test
  void aChoiceLapsesWhenANewerPacketIsPublished() throws IOException {
    ledger.program("NEWER");
    assertThat(ledger.decide("NEWER", "GO_ON").exit()).isZero();

    ledger.publish("NEWER", "newest");

    assertThat(packetStatus("NEWER")).isEqualTo("LAPSED");
    ledger.notOpened("NEWER", "l1", "DECISION_LAPSED");
    assertThat(ledger.decide("NEWER", "GO_ON").err()).contains("PACKET_CLOSED");
    assertThat(ledger.decide("NEWER", "GO_ON", "--packet", "newest").exit()).isZero();
    ledger.open("NEWER", "l1");
  }

  @Test
  void aChoiceThatHasExpiredIsReadAsHoldAndCannotBeUsed() throws IOException {
    ledger.program("EXPIRY");
    Ran late = ledger.decide("EXPIRY", "GO_ON", "--expires", "2026-01-01T00:00:00+07:00");
    assertThat(late.err()).contains("DECISION_EXPIRED");

    expiringSoon(soon -> ledger.decide("EXPIRY", "GO_ON", "--expires", soon));
    await(() -> {
      try {
        return ledger.effective("EXPIRY").equals("HOLD_IT");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });

    assertThat(packetStatus("EXPIRY")).isEqualTo("EXPIRED");
    ledger.notOpened("EXPIRY", "l1", "DECISION_EXPIRED");
  }

  @Test
  void aGrantCountsUntilItIsRevoked() throws IOException {
    ledger.program("GRANT", "OPT_4");
    Ran early = ledger.decide("GRANT", "GO_ON");
    assertThat(early.err()).contains("OPTION_REQUIREMENT_UNMET");
    assertThat(early.out()).contains("GO_ON  not met: grant OPT_4");

    Ran granted = ledger.owner("GRANT", "grant", "--action", "OPT_4", "--json");
    assertThat(json(granted.out()).at("/signed/data/action").asString()).isEqualTo("OPT_4");
    assertThat(ledger.decide("GRANT", "GO_ON").exit()).isZero();
    assertThat(ledger.owner("GRANT", "revoke", "--action", "OPT_4").exit()).isZero();

    ledger.notOpened("GRANT", "l1", "OPTION_REQUIREMENT_UNMET");
    assertThat(ledger.owner("GRANT", "revoke", "--action", "OPT_4").err())
        .contains("GRANT_UNKNOWN");
  }

  @Test
  void whoDecidesDoesNotRunTheLane() throws IOException {
    ledger.program("SELF");
    assertThat(ledger.decide("SELF", "GO_ON").exit()).isZero();

    refused(ledger.laneOfTheOwner(), opening("SELF", "l1", "GO_ON"), "DECIDER_RUNS_LANE");
    ledger.open("SELF", "l2");
  }

  @Test
  void aDelegationIsUsedOnce() throws IOException {
    ledger.program("DELEGATE");

    Ran ran = ledger.owner("DELEGATE", "delegate", "--token", "GO_ON", "--through", "lane:default");

    assertThat(ran.exit()).as(ran.err()).isZero();
    Ran once = ledger.owner("DELEGATE", "delegate", "--token", "OTHER", "--through", "x");
    assertThat(once.out()).contains("OTHER, offered by no packet that rules");
    assertThat(ledger.decisions("DELEGATE").at("/delegations").valueStream())
        .extracting(d -> d.path("token").asString() + " " + d.path("offeredByPacket").asBoolean())
        .containsExactlyInAnyOrder("GO_ON true", "OTHER false");
    ledger.open("DELEGATE", "l1");
    ledger.notOpened("DELEGATE", "l2", "DECISION_CONSUMED");
  }

  @Test
  void aDelegationExpiresAtTheMomentOfReading() throws IOException {
    ledger.program("BRIEF");
    String[] delegate = {"--token", "GO_ON", "--through", "x", "--expires"};
    expiringSoon(soon -> {
      String[] args = Arrays.copyOf(delegate, delegate.length + 1);
      args[delegate.length] = soon;
      return ledger.owner("BRIEF", "delegate", args);
    });

    await(() -> delegation("BRIEF").equals("EXPIRED"));

    ledger.notOpened("BRIEF", "l1", "DECISION_EXPIRED");
  }

  private interface Act {
    Ran until(String expires) throws IOException;
  }

  /**
   * Acts with an expiry that is near, but not so near that it passes before a slow machine acts.
   */
  private static void expiringSoon(Act act) throws IOException {
    int seconds = 3;
    Ran ran = act.until(Instant.now().plusSeconds(seconds).toString());
    while (ran.exit() != 0) {
      assertThat(ran.err()).contains("DECISION_EXPIRED");
      seconds *= 2;
      ran = act.until(Instant.now().plusSeconds(seconds).toString());
    }
  }

  private static String delegation(String program) {
    try {
      return ledger.decisions(program).at("/delegations/0/status").asString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDryRunShowsWhatWouldBeSignedAndSendsNothing() throws IOException {
    ledger.program("DRY");

    Ran ran = ledger.decide("DRY", "GO_ON", "--dry-run", "--json");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(json(ran.out()).at("/signed/origin").asString()).isEqualTo(ledger.running.origin());
    assertThat(json(ran.out()).at("/receipt").isNull()).isTrue();
    assertThat(ledger.effective("DRY")).isEqualTo("HOLD_IT");
  }

  @Test
  void onALedgerThatAnotherKeySignsNothingIsDecided(@TempDir Path other) throws IOException {
    ledger.program("PINNED");
    String key = ledger.running.verifierKey();
    String alien;
    try (OwnersLedger another = new OwnersLedger(other)) {
      alien = another.running.verifierKey();
    }

    Ran ran = ledger.decide("PINNED", "GO_ON", "--log-key", alien);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("nothing was signed", "CHECKPOINT_SIGNATURE");
    assertThat(ledger.effective("PINNED")).isEqualTo("HOLD_IT");
    assertThat(ledger.decide("PINNED", "GO_ON", "--log-key", key).out())
        .contains("rests on  the key given: " + key);
  }

  @Test
  void aNewKeyIsForItsOwnerOnlyAndIsNeverOverwritten() throws IOException {
    Path file = dir.resolve("new.pem");
    List<String> keygen = List.of("keygen", "--out", file.toString(), "--json");

    JsonNode made = json(Verbs.here(keygen).out());

    String pem = Files.readString(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(OwnerKey.read(file).spki()).isEqualTo(made.path("spki").asString());
    assertThat(made.path("keyid").asString()).hasSize(64);
    assertThat(Verbs.here(keygen).exit()).isEqualTo(2);
    assertThat(Files.readString(file)).isEqualTo(pem);
  }
}
