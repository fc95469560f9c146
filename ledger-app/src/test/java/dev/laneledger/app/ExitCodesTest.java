package dev.laneledger.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.audit.LargeLedger;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with the real program behind it, as a script would call it. */
final class ExitCodesTest {
  @TempDir static Path temporary;
  private static Path launcher;
  private static String key;

  /** A tree that looks built: its jar names the classes under test. */
  @BeforeAll
  static void aBuiltTree() throws IOException {
    Path home = Files.createDirectories(temporary.resolve("home"));
    launcher = Files.copy(Path.of("..", "ledger").toAbsolutePath(), home.resolve("ledger"));
    Files.createDirectories(home.resolve(".mvn"));
    Files.createDirectories(home.resolve("ledger-app/src/main"));
    Files.createDirectories(home.resolve("ledger-app/target"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("ledger-app/pom.xml"), "<project/>");
    jar(home.resolve("ledger-app/target/ledger-app.jar"));
    Files.createDirectories(home.resolve("target"));
    Path stamp = Files.writeString(home.resolve("target/ledger.built"), "");
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plusSeconds(60)));
    key = LargeLedger.write(temporary.resolve("good.zip"), 300);
  }

  private static void jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(path -> Path.of(path).toUri().toString())
            .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  private record Run(int exit, String out, String err) {}

  private static Run run(String... arguments) throws Exception {
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("LEDGER_JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new Run(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  @Test
  void verified_against_a_pinned_key_is_0() throws Exception {
    Run run = run("verify", "--bundle", temporary.resolve("good.zip").toString(), "--key", key);

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("VERIFIED");
    assertThat(run.err()).as("no progress where no terminal is").isEmpty();
  }

  @Test
  void replayed_against_a_pinned_key_is_0() throws Exception {
    Run run = run("replay", "--bundle", temporary.resolve("good.zip").toString(), "--key", key);

    assertThat(run.exit()).as(run.err() + run.out()).isZero();
    assertThat(run.out()).contains("298 verdicts");
  }

  @Test
  void a_changed_byte_is_1() throws Exception {
    byte[] bytes = Files.readAllBytes(temporary.resolve("good.zip"));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("for the 77th")] ^= 1;
    Path changed = Files.write(temporary.resolve("changed.zip"), bytes);
    Run run = run("verify", "--bundle", changed.toString(), "--key", key);

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).startsWith("TAMPERED").contains("CHANGED  entry 77");
  }

  @Test
  void what_is_not_there_and_a_wrong_option_are_2() throws Exception {
    Run none = run("verify", "--bundle", temporary.resolve("none.zip").toString());
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("there is no such file");
    assertThat(run("verify", "--nonsense").exit()).isEqualTo(2);
  }

  @Test
  void verified_without_a_pinned_key_is_3() throws Exception {
    Run run = run("verify", "--bundle", temporary.resolve("good.zip").toString());

    assertThat(run.exit()).as(run.err()).isEqualTo(3);
    assertThat(run.out()).startsWith("GAPS").contains("NO_PINNED_KEY");
  }
}
