package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LedgerData;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.note.KeyRotation;
import dev.laneledger.api.note.SignedNote;
import dev.laneledger.api.note.SignerKey;
import dev.laneledger.api.note.VerifierKey;
import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.config.LedgerApplication;
import dev.laneledger.app.config.RunningLedger;
import dev.laneledger.app.config.ServeOptions;
import dev.laneledger.app.signing.SecretFiles;
import dev.laneledger.app.storage.AppendRequest;
import dev.laneledger.app.storage.LedgerDirectory;
import dev.laneledger.app.storage.PendingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A log that goes over to another key, and those who verify it with the key that they know. */
class RotateKeyTest {
  @TempDir private Path dir;
  private String before;

  @BeforeEach
  void serveOnce() {
    before = serve();
  }

  /** Starts it, has its head signed, stops it, and gives the key that signed. */
  private String serve() {
    try (RunningLedger ledger = LedgerApplication.start(ServeOptions.onFreePort(dir))) {
      assertThat(ledger.readOnlyReason()).isEmpty();
      return ledger.verifierKey();
    }
  }

  private String rotate() {
    Ran ran = run("rotate-key", "--dir", dir.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran.out().strip();
  }

  private JsonNode verified(String verb, String key, int exit) {
    Ran ran = run(verb, "--dir", dir.toString(), "--key", key, "--json");
    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(exit);
    return CanonicalJson.parse(ran.out().strip().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void who_knows_the_old_key_or_the_new_one_verifies_and_is_told() {
    String after = rotate();
    assertThat(serve()).isEqualTo(after).isNotEqualTo(before);
    String last = rotate();
    assertThat(serve()).isEqualTo(last);

    JsonNode trust = verified("verify", before, 0).path("trust");
    assertThat(trust.path("key").asString()).isEqualTo(last);
    assertThat(trust.path("from").asString()).isEqualTo(before);
    assertThat(verified("verify", after, 0).at("/trust/from").asString()).isEqualTo(after);
    assertThat(verified("verify", last, 0).at("/trust").has("from")).isFalse();
    verified("replay", before, 0);
    assertThat(run("verify", "--dir", dir.toString(), "--key", before).out())
        .contains("the key given, " + before + ", which handed over to: " + last);
    assertThat(run("verify", "--dir", dir.toString(), "--json").out()).contains(last);
  }

  @Test
  void the_old_key_signs_nothing_any_more_and_a_strangers_never_did() throws IOException {
    byte[] old = Files.readAllBytes(dir.resolve("keys/log.key"));
    rotate();
    serve();
    String stranger =
        SignerKey.fromSeed(before.substring(0, before.indexOf('+')), new byte[32])
            .verifierKey()
            .encode();
    verified("verify", stranger, 1);

    SecretFiles.write(dir.resolve("keys/log.key"), old);
    Ran served = run("serve", "--dir", dir.toString(), "--port", "0");
    assertThat(served.exit()).isEqualTo(2);
    assertThat(served.err()).contains("must be a log key of this ledger");
  }

  @Test
  void a_hand_over_that_the_old_key_did_not_sign_is_none() throws IOException {
    SignerKey thief = SignerKey.fromSeed(before.substring(0, before.indexOf('+')), new byte[32]);
    String key = thief.verifierKey().encode();
    try (LedgerDirectory directory = LedgerDirectory.open(dir, Clock.systemUTC())) {
      String forged =
          SignedNote.sign(
                  new KeyRotation(
                          directory.reader().size(), VerifierKey.parse(before), thief.verifierKey())
                      .text(),
                  thief)
              .format();
      EventDraft draft =
          EventDraft.of(
              "ledger:forged",
              StreamId.LEDGER,
              EventType.KEY_ROTATED,
              new LedgerData.KeyRotated(before, key, forged));
      directory
          .writer()
          .append(
              new AppendRequest(
                  List.of(new PendingEvent(draft, LedgerEvent.LEDGER_ACTOR, PendingEvent.NEXT)),
                  new TreeMap<>(),
                  null));
    }
    SecretFiles.write(dir.resolve("keys/log.key"), thief.encode() + "\n");
    assertThat(serve()).isEqualTo(key);

    assertThat(verified("verify", before, 1).toString())
        .contains("KEY_ROTATION", "CHECKPOINT_SIGNATURE");
    assertThat(run("verify", "--dir", dir.toString()).exit()).isEqualTo(1);
  }

  @Test
  void a_checkpoint_of_before_is_still_good_by_the_old_key() {
    rotate(); // nothing is signed since
    JsonNode report = verified("verify", before, 3);
    assertThat(report.at("/trust/key").asString()).isEqualTo(before);
    assertThat(report.at("/trust").has("from")).isFalse();
  }

  private static Ran run(String... args) {
    return Verbs.here(List.of(args));
  }
}
