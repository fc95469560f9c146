package dev.laneledger.app.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs a small program with a JDK that only says what it was asked. */
class InstallationTest {
  @TempDir private Path temp;
  private Path jdk;
  private Path jar;

  @BeforeEach
  void aProgramAndAJdk() throws IOException {
    jdk = Files.createDirectories(temp.resolve("jdk/bin")).getParent();
    script(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"");
    Files.createDirectories(temp.resolve("built/lib"));
    Files.writeString(temp.resolve("built/lib/one.jar"), "one");
    Files.writeString(temp.resolve("built/lib/left-over.jar"), "of an earlier build");
    jar = temp.resolve("built/ledger-app.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/one.jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  @Test
  void the_command_runs_the_copy_with_the_cache_that_the_training_run_wrote() throws Exception {
    Path prefix = temp.resolve("pre fix");
    Installation installation = new Installation(prefix, jdk);
    installation.copy(jar, "the.Main");
    Path log = temp.resolve("log");
    installation.train(Installation.Cache.ALL, "the.Main", List.of("demo"), log);
    Path home = prefix.resolve("lib/ledger");

    assertThat(Files.readAllLines(log))
        .contains("-XX:AOTCacheOutput=" + home.resolve("ledger.aot"))
        .endsWith("-cp", home.resolve("ledger-app.jar").toString(), "the.Main", "demo");
    assertThat(home.resolve("lib/one.jar")).hasContent("one");
    assertThat(home.resolve("lib/left-over.jar")).doesNotExist();
    Files.createSymbolicLink(temp.resolve("link"), installation.command());
    assertThat(run(temp.resolve("link"), "verify", "--dir", "D"))
        .contains("-XX:AOTCache=" + home.resolve("ledger.aot"));
    assertThat(run(temp.resolve("link"), "verify", "--bundle", "a b.zip"))
        .contains("-XX:AOTCache=" + home.resolve("bundle.aot"), "-Dledger.terminal=false")
        .endsWith(
            "-cp",
            home.resolve("ledger-app.jar").toString(),
            "the.Main",
            "verify",
            "--bundle",
            "a b.zip");
  }

  @Test
  void without_its_jdk_the_command_says_what_to_do() throws Exception {
    Installation installation = new Installation(temp.resolve("prefix"), jdk);
    installation.copy(jar, "the.Main");
    Files.delete(jdk.resolve("bin/java"));

    assertThat(run(installation.command(), "verify"))
        .singleElement()
        .asString()
        .contains("needs the JDK 25 that it was installed with", "LEDGER_JAVA_HOME");
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static List<String> run(Path command, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command.toString()).redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.environment().remove("LEDGER_JAVA_HOME");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return out.lines().toList();
  }
}
