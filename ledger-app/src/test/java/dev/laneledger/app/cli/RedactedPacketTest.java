package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.api.canonical.CanonicalJson;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.audit.OfflineLedger;
import dev.laneledger.app.cli.Verbs.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A lane whose evidence an owner redacts: before its packet is sealed, and as an export shows it.
 */
class RedactedPacketTest {
  private static final byte[] NOTES = "seen by Anna-Maria".getBytes(StandardCharsets.UTF_8);
  private static final String FILE = "evidence/notes.md";
  private static final String FOLDER = "packets/P/L/";

  @TempDir private Path dir;

  @Test
  void a_packet_without_redacted_evidence_is_sealed_and_exported_with_a_gap_for_each_file()
      throws IOException {
    try (LaneScene scene = new LaneScene(dir.resolve("ledger"))) {
      scene.program("P");
      reviewed(scene);
      Ran redacted = scene.ledger.owner("P", "redact", "--blob", Hash.sha256(NOTES).hex());
      assertThat(redacted.exit()).as(redacted.err()).isZero();

      Ran seal =
          lane(
              scene,
              "seal",
              "--outcome",
              "READY_NOT_APPLIED",
              "--status",
              "WAITING",
              "--document",
              "plan.md=" + dir.resolve("plan.md"),
              "--auditor-token-file",
              scene.ledger.dir.resolve("tokens/auditor").toString(),
              "--json");

      assertThat(seal.exit()).as(seal.out() + seal.err()).isZero();
      JsonNode sealed = CanonicalJson.parse(seal.out().strip().getBytes(StandardCharsets.UTF_8));
      assertThat(sealed.path("redacted").values().stream().map(JsonNode::asString))
          .containsExactly(FILE);
      awaitCheckpoint(scene, sealed.at("/receipts/0/seq").asLong());
      exported(scene, sealed.path("packetTree").asString());
    }
  }

  /** A lane that waits for an input, with evidence, as far as its self-check. */
  private void reviewed(LaneScene scene) throws IOException {
    Path plan = Files.write(dir.resolve("plan.md"), LaneScene.PLAN);
    Path copy = Files.write(dir.resolve("copy.md"), LaneScene.PLAN);
    Path notes = Files.write(dir.resolve("notes.md"), NOTES);
    done(
        lane(
            scene,
            "open",
            "--consume",
            "GO_ON",
            "--macro",
            "M",
            "--host",
            "h",
            "--date",
            "2026-06-12"));
    done(lane(scene, "check", "--document", "plan.md=" + plan));
    done(
        lane(
            scene,
            "lock",
            "--source",
            plan.toString(),
            "--copy",
            copy.toString(),
            "--target",
            "t",
            "--not-yet",
            "shaped"));
    done(lane(scene, "attach", notes.toString(), "--media-type", "text/markdown"));
    done(lane(scene, "review", "--check", "gates", "--on", "lane.preflight-checked"));
  }

  private static Ran lane(LaneScene scene, String... args) {
    List<String> all = new ArrayList<>(List.of("lane"));
    all.addAll(List.of(args));
    return scene.lane("P", "L", all.toArray(String[]::new));
  }

  private static void done(Ran ran) {
    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
  }

  private static void awaitCheckpoint(LaneScene scene, long seq) throws IOException {
    LedgerClient auditor = scene.ledger.client("auditor");
    OwnersLedger.await(() -> Long.parseLong(auditor.checkpoint().split("\n")[1]) > seq);
  }

  private void exported(LaneScene scene, String tree) throws IOException {
    Path bundle = dir.resolve("ledger.zip");
    String of = scene.ledger.dir.toString();
    done(Verbs.here(List.of("export", "--dir", of, "--out", bundle.toString())));
    try (OfflineLedger opened = OfflineLedger.bundle(bundle)) {
      assertThat(opened.part(FOLDER + FILE)).isEmpty();
      byte[] manifest = opened.part(FOLDER + "HASH_MANIFEST.txt").orElseThrow();
      assertThat(Hash.sha256(manifest).hex()).isEqualTo(tree);
      assertThat(new String(manifest, StandardCharsets.UTF_8))
          .contains(Hash.sha256(NOTES).hex() + "  " + FILE);
    }
    for (String verb : List.of("verify", "replay")) {
      Ran ran =
          Verbs.here(
              List.of(
                  verb,
                  "--bundle",
                  bundle.toString(),
                  "--key",
                  scene.ledger.running.verifierKey()));
      assertThat(ran.exit()).as(ran.out()).isEqualTo(3);
      assertThat(ran.out())
          .contains("COPY_MISSING", FOLDER + FILE, "redacted by entry ", "BLOB_REDACTED")
          .doesNotContain("PACKET_COPY");
    }
  }
}
