package dev.laneledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.client.LedgerRefusedException;
import dev.laneledger.api.event.EventDraft;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.StreamId;
import dev.laneledger.api.hash.Hash;
import dev.laneledger.app.cli.Verbs.Ran;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner takes evidence out of a ledger, and whoever verifies is told of the gap. */
class RedactTest {
  private static final byte[] NOTES = "seen by Anna-Maria".getBytes(StandardCharsets.UTF_8);
  private static final Hash BLOB = Hash.sha256(NOTES);
  private static final String PACKET = "/v1/programs/P/lanes/l1/packet";

  @TempDir private Path dir;

  @Test
  void redacted_evidence_is_a_gap_wherever_the_ledger_is_verified() throws Exception {
    try (OwnersLedger ledger = new OwnersLedger(dir.resolve("ledger"))) {
      attached(ledger);
      String report = text(ledger, "/v1/programs/P/lanes/l1/report");
      Map<String, byte[]> packet = unzipped(ledger);
      publish(ledger);
      assertThat(dir.resolve("www/blobs/" + BLOB.hex())).exists();

      Ran ran = ledger.owner("P", "redact", "--blob", BLOB.hex());

      assertThat(ran.exit()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("redacts   " + BLOB, "recorded  seq ");
      String seq = ran.out().replaceAll("(?s).*recorded  seq (\\d+) .*", "$1");
      gone(ledger, "entry " + seq);
      assertThat(text(ledger, "/v1/programs/P/lanes/l1/report")).isEqualTo(report);
      Map<String, byte[]> without = new TreeMap<>(packet);
      without.remove("evidence/notes.md");
      assertThat(unzipped(ledger)).containsExactlyInAnyOrderEntriesOf(without);
      ledger.awaitCheckpoint();
      everywhere(ledger, seq);
    }
  }

  /** A lane with evidence, whose last event is durable. */
  private static void attached(OwnersLedger ledger) throws IOException {
    ledger.program("P");
    Verbs.require(ledger.decide("P", "GO_ON"));
    ledger.open("P", "l1");
    LedgerClient lane = ledger.client("lane");
    lane.putBlob(NOTES);
    EventDraft attached =
        EventDraft.of(
            "notes",
            StreamId.lane("P", "l1"),
            EventType.LANE_EVIDENCE_ATTACHED,
            new LaneData.EvidenceAttached(
                "notes.md", BLOB, NOTES.length, "text/markdown", "notes"));
    ledger.send(lane, attached);
    ledger.awaitCheckpoint();
  }

  private static void gone(OwnersLedger ledger, String by) throws IOException {
    LedgerRefusedException gone =
        catchThrowableOfType(
            LedgerRefusedException.class, () -> ledger.client("lane").getBlob(BLOB));
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.code()).isEqualTo("BLOB_REDACTED");
    assertThat(gone.getMessage()).contains(by);
    LedgerRefusedException again =
        catchThrowableOfType(
            LedgerRefusedException.class, () -> ledger.client("lane").putBlob(NOTES));
    assertThat(again.status()).isEqualTo(410);
    assertThat(again.code()).isEqualTo("BLOB_REDACTED");
  }

  private void everywhere(OwnersLedger ledger, String seq) throws IOException {
    String key = ledger.running.verifierKey();
    String of = ledger.dir.toString();
    Path bundle = dir.resolve("ledger.zip");
    Verbs.require(run("export", "--dir", of, "--out", bundle.toString()));
    publish(ledger);
    assertThat(dir.resolve("www/blobs/" + BLOB.hex())).doesNotExist();
    String token = ledger.dir.resolve("tokens/auditor").toString();
    String url = ledger.running.url().toString();
    gap(run("verify", "--dir", of, "--key", key), seq);
    gap(run("verify", "--url", url, "--token-file", token, "--key", key), seq);
    gap(run("verify", "--bundle", bundle.toString(), "--key", key), seq);
    gap(run("replay", "--bundle", bundle.toString(), "--key", key), seq);
    gap(run("verify", "--tiles", dir.resolve("www").toString(), "--key", key), seq);
  }

  private static void gap(Ran ran, String seq) {
    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(3);
    assertThat(ran.out())
        .contains("BLOB_REDACTED", BLOB.hex(), "redacted by entry " + seq)
        .doesNotContain("BLOB_MISSING");
  }

  private void publish(OwnersLedger ledger) {
    Verbs.require(
        run(
            "publish",
            "--dir",
            ledger.dir.toString(),
            "--out",
            dir.resolve("www").toString(),
            "--public-entries",
            "--blobs"));
  }

  private static Ran run(String... args) {
    return Verbs.here(List.of(args));
  }

  private static Map<String, byte[]> unzipped(OwnersLedger ledger) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    byte[] zip = ledger.client("lane").read(PACKET);
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static String text(OwnersLedger ledger, String path) throws IOException {
    return new String(ledger.client("lane").read(path), StandardCharsets.UTF_8);
  }
}
