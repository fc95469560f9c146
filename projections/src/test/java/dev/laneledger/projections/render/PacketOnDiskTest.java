package dev.laneledger.projections.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketOnDiskTest {
  @TempDir private Path packet;

  private record Run(int exit, String output) {}

  @BeforeEach
  void writePacket() throws IOException {
    SortedMap<String, PacketFile> files = PacketRenderer.render(Fix7.completed("a").laneRecord());
    for (Map.Entry<String, PacketFile> file : files.entrySet()) {
      Path target = packet.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(
          target,
          switch (file.getValue()) {
            case PacketFile.Text text -> text.bytes();
            case PacketFile.Blob blob -> Fix7.BLOBS.get(blob.sha256());
          });
    }
    Files.writeString(packet.resolve("HASH_MANIFEST.txt"), PacketRenderer.manifest(files).format());
    Files.writeString(
        packet.resolve("packet_tree.sha256"), PacketRenderer.tree(files).hex() + "\n");
  }

  private Run run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(packet.toFile()).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), text);
    }
  }

  private Run rerun() throws IOException, InterruptedException {
    return run("sh", "RERUN.sh");
  }

  @Test
  void sha256sumAcceptsTheManifest() throws Exception {
    Run run = run("sha256sum", "-c", "HASH_MANIFEST.txt");

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output()).contains("evidence/ci/notes.md: OK", "packs/rollback-proof");
  }

  @Test
  void anUntouchedPacketPassesItsOwnScript() throws Exception {
    Run run = rerun();

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output())
        .isEqualTo("OK: packet tree " + Files.readString(packet.resolve("packet_tree.sha256")));
  }

  @Test
  void theScriptRunsFromAnyDirectory() throws Exception {
    Process process =
        new ProcessBuilder("sh", packet.resolve("RERUN.sh").toString())
            .directory(Path.of("/").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aFolderLedgerMayTravelAlong() throws Exception {
    Files.createDirectories(packet.resolve("ledger/tiles"));
    Files.writeString(packet.resolve("ledger/tiles/000"), "x");

    assertThat(rerun().exit()).isZero();
  }

  @Test
  void aChangedByteFails() throws Exception {
    Path file = packet.resolve("exit_codes.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\"code\": 0", "\"code\": 1"));

    Run run = rerun();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("exit_codes.json: FAILED");
  }

  @Test
  void aMissingFileFails() throws Exception {
    Files.delete(packet.resolve("evidence/ci/notes.md"));

    Run run = rerun();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("evidence/ci/notes.md");
  }

  @Test
  void anUnlistedFileFails() throws Exception {
    Files.writeString(packet.resolve("evidence/more.md"), "more");

    Run run = rerun();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("the files present are not the files listed");
  }

  @Test
  void aManifestThatFitsChangedFilesFailsOnThePin() throws Exception {
    Files.writeString(packet.resolve("lane.json"), "{}\n");
    run("sh", "-c", "sha256sum $(cut -c 67- HASH_MANIFEST.txt) > m && mv m HASH_MANIFEST.txt");

    assertThat(run("sha256sum", "-c", "--quiet", "HASH_MANIFEST.txt").exit()).isZero();
    Run run = rerun();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("HASH_MANIFEST.txt has SHA-256");
  }

  @Test
  void aPinWithAnythingElseInItFails() throws Exception {
    Path pin = packet.resolve("packet_tree.sha256");
    Files.writeString(pin, Files.readString(pin) + "\n");

    assertThat(rerun().exit()).isEqualTo(1);
  }
}
