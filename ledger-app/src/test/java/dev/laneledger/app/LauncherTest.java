package dev.laneledger.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real launcher in a small tree whose Maven and JDK only say what they were asked. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "ledger").toAbsolutePath().normalize();

  @TempDir Path temp;
  private Path home;
  private Path jdk;
  private Path elsewhere;

  @BeforeEach
  void aTreeThatWasNeverBuilt() throws IOException {
    home = Files.createDirectories(temp.resolve("home"));
    elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
    Files.copy(LAUNCHER, home.resolve("ledger"));
    Files.createDirectories(home.resolve(".mvn"));
    Files.createDirectories(home.resolve("ledger-app/src/main"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("ledger-app/pom.xml"), "<project/>");
    script(
        home.resolve("mvnw"),
        "echo \"$*\" >>builds; sleep 0.5; mkdir -p ledger-app/target; touch ledger-app/target/ledger-app.jar");
    jdk = jdk("jdk-25", "25.0.1");
    script(temp.resolve("bin/java"), "echo no JDK at all");
  }

  @Test
  void withoutAJdk25OneLineSaysWhatToInstall() throws Exception {
    jdk("jvm/jdk-17", "17.0.15");
    jdk("jvm/jdk-26", "26");

    Run run = run(List.of("--version"), "LEDGER_JVM_DIR=" + temp.resolve("jvm"));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).hasSize(1).first().asString().contains("needs JDK 25", "install it");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aNamedJdkOfAnotherVersionIsRefusedAndNotPassedOver() throws Exception {
    Path other = jdk("jdk-17", "17.0.15");

    Run run =
        run(List.of("--version"), "LEDGER_JAVA_HOME=" + other, "LEDGER_JVM_DIR=" + jdk.getParent());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .containsExactly(
            "ledger: LEDGER_JAVA_HOME must be the home of a JDK 25, but was: " + other);
  }

  @Test
  void theProgramGetsTheArgumentsTheCallersDirectoryAndItsExitCode() throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), home.resolve("ledger"));

    Run run = run(link, List.of("verify", "--dir", "a b"), "LEDGER_JAVA_HOME=" + jdk);

    assertThat(run.out()).containsExactly(elsewhere.toRealPath() + " verify --dir a b");
    assertThat(run.exit()).isEqualTo(3);
  }

  @Test
  void itBuildsOnFirstUseAndWhenASourceIsNewerOnly() throws Exception {
    run(List.of("x"), "LEDGER_JAVA_HOME=" + jdk);
    run(List.of("x"), "LEDGER_JAVA_HOME=" + jdk);
    assertThat(builds()).hasSize(1);

    Path source = Files.writeString(home.resolve("ledger-app/src/main/A.java"), "class A {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
    run(List.of("x"), "LEDGER_JAVA_HOME=" + jdk);
    assertThat(builds()).hasSize(2);
  }

  @Test
  void twoStartedAtOnceBuildOnce() throws Exception {
    Process first = start(home.resolve("ledger"), List.of("x"), "LEDGER_JAVA_HOME=" + jdk);
    Run second = run(List.of("x"), "LEDGER_JAVA_HOME=" + jdk);

    assertThat(first.waitFor()).isEqualTo(second.exit()).isEqualTo(3);
    assertThat(builds()).hasSize(1);
  }

  @Test
  void aFailedBuildShowsItsErrorsAndExits2() throws Exception {
    script(home.resolve("mvnw"), "echo '[INFO] fine'; echo '[ERROR] A.java:[1,2] broken'; exit 1");

    Run run = run(List.of("x"), "LEDGER_JAVA_HOME=" + jdk);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("[ERROR] A.java:[1,2] broken").doesNotContain("[INFO] fine");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void testRunsVerifyOnThatJdkWithTheArgumentsAndTheExitCode() throws Exception {
    script(home.resolve("mvnw"), "echo \"$JAVA_HOME $*\"; exit 1");

    Run run = run(List.of("test", "-pl", "ledger-api"), "LEDGER_JAVA_HOME=" + jdk);

    assertThat(run.out()).containsExactly(jdk + " -B -ntp verify -pl ledger-api");
    assertThat(run.exit()).isEqualTo(1);
  }

  private record Run(int exit, List<String> out, List<String> err) {}

  private Run run(List<String> arguments, String... environment) throws Exception {
    return run(home.resolve("ledger"), arguments, environment);
  }

  private Run run(Path launcher, List<String> arguments, String... environment) throws Exception {
    Process process = start(launcher, arguments, environment);
    List<String> out = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    List<String> err = new String(process.getErrorStream().readAllBytes(), UTF_8).lines().toList();
    return new Run(process.waitFor(), out, err);
  }

  private Process start(Path launcher, List<String> arguments, String... environment)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "-u", "JAVA_HOME"));
    command.add("PATH=" + temp.resolve("bin") + ":" + System.getenv("PATH"));
    command.addAll(List.of(environment));
    command.add(launcher.toString());
    command.addAll(arguments);
    return new ProcessBuilder(command).directory(elsewhere.toFile()).start();
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(home.resolve("builds"));
  }

  /** A JDK of that version; its java prints its directory and the program's arguments, exits 3. */
  private Path jdk(String name, String version) throws IOException {
    Path jdkHome = temp.resolve(name);
    script(
        jdkHome.resolve("bin/java"),
        "until [ \"$1\" = dev.laneledger.app.cli.Main ]; do shift || exit 4; done; shift; echo \"$PWD $*\"; exit 3");
    script(jdkHome.resolve("bin/javac"), "exit 1");
    Files.writeString(jdkHome.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdkHome;
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
