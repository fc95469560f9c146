package dev.laneledger.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laneledger.app.audit.LargeLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The launcher with the packaged program behind it, as a script would call it. */
final class ExitCodesIT {
  private static final Path BUILT = Path.of("target").toAbsolutePath();

  @TempDir static Path temporary;
  private static Path launcher;
  private static String key;

  /** The launcher's own tree, but for sources: with what package has just made. */
  @BeforeAll
  static void aBuiltTree() throws IOException {
    assertThat(BUILT.resolve("ledger-app.jar")).isRegularFile();
    Path home = BUILT.resolve("exit-codes-home");
    FileSystemUtils.deleteRecursively(home);
    Files.createDirectories(home);
    launcher = Files.copy(Path.of("..", "ledger").toAbsolutePath(), home.resolve("ledger"));
    Files.createDirectories(home.resolve(".mvn"));
    Files.createDirectories(home.resolve("ledger-app/src/main"));
    Files.createSymbolicLink(home.resolve("ledger-app/target"), BUILT);
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("ledger-app/pom.xml"), "<project/>");
    Files.createDirectories(home.resolve("target"));
    Path stamp = Files.writeString(home.resolve("target/ledger.built"), "");
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().plusSeconds(60)));
    key = LargeLedger.write(temporary.resolve("good.zip"), 300);
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
    assertThat(run.out()).contains("297 verdicts");
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
