package dev.laneledger.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented shell script, run in a clean directory on what export writes. */
final class VerifyWithoutUsTest {
  private static final Path SCRIPT =
      Path.of("..", "docs", "verify-without-us.sh").toAbsolutePath().normalize();
  private static final String KEY = KeptLedger.LOG_KEY.verifierKey().encode();

  @TempDir private static Path directory;

  private static Path bundle;

  private record Ran(int exit, String out) {}

  @BeforeAll
  static void export() throws IOException {
    KeptLedger.create(directory.resolve("ledger"), 13, 11);
    bundle = directory.resolve("ledger.zip");
    try (OfflineLedger ledger = OfflineLedger.directory(directory.resolve("ledger"));
        var out = Files.newOutputStream(bundle)) {
      Bundle.write(ledger, out);
    }
  }

  private static Ran run(Path file, String key) throws IOException, InterruptedException {
    Path clean = Files.createTempDirectory(directory, "clean");
    Process process =
        new ProcessBuilder("bash", SCRIPT.toString(), file.toString(), key)
            .directory(clean.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out);
  }

  /** The bundle with one part changed, as a zip whose own checks are right. */
  private static Path changed(String prefix, UnaryOperator<byte[]> change) throws IOException {
    Map<String, byte[]> parts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    String name =
        parts.keySet().stream().filter(n -> n.startsWith(prefix)).findFirst().orElseThrow();
    parts.computeIfPresent(name, (n, bytes) -> change.apply(bytes));
    Path file = Files.createTempFile(directory, "changed", ".zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        out.putNextEntry(new ZipEntry(part.getKey()));
        out.write(part.getValue());
      }
    }
    return file;
  }

  private static UnaryOperator<byte[]> flippedAt(int at) {
    return bytes -> {
      byte[] flipped = bytes.clone();
      flipped[at < 0 ? bytes.length + at : at] ^= 1;
      return flipped;
    };
  }

  @Test
  void the_script_reaches_the_signed_root_with_tools_of_others() throws Exception {
    Ran ran = run(bundle, KEY);

    assertThat(ran.out()).startsWith("HOLDS  " + KeptLedger.ORIGIN + "  13 entries, 11 of them");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void a_changed_byte_of_any_part_is_found() throws Exception {
    assertFails(changed("tile/entries/", flippedAt(-20)), "DOES NOT HOLD: entry 12 ");
    assertFails(changed("tile/0/", flippedAt(33)), "DOES NOT HOLD: entry 1 has leaf");
    assertFails(changed("blobs/", flippedAt(0)), "has another digest");
    assertFails(changed("checkpoint", flippedAt(-3)), "DOES NOT HOLD: the checkpoint's last lines");
    assertFails(
        changed("checkpoint", flippedAt(-20)), "DOES NOT HOLD: the checkpoint is not signed");
  }

  @Test
  void another_key_than_the_log_s_is_not_believed() throws Exception {
    Ran ran = run(bundle, KeptLedger.key((byte) 9).verifierKey().encode());

    assertThat(ran.out()).contains("is not signed by");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void what_is_no_bundle_or_no_key_ends_with_2() throws Exception {
    assertThat(run(SCRIPT, KEY).exit()).isEqualTo(2);
    assertThat(run(bundle, KEY + "A").exit()).isEqualTo(2);
  }

  private static void assertFails(Path file, String words) throws Exception {
    Ran ran = run(file, KEY);
    assertThat(ran.out()).contains(words);
    assertThat(ran.exit()).isEqualTo(1);
  }
}
