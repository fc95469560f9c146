package dev.laneledger.app.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

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
    try (OutputStream out = Files.newOutputStream(temp.resolve("built/lib/one.jar"))) {
      new JarOutputStream(out, new Manifest()).close();
    }
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
    assertThat(home.resolve("lib/one.jar"))
        .hasSameBinaryContentAs(temp.resolve("built/lib/one.jar"));
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
  void a_small_bundle_is_verified_without_the_optimising_compiler() throws Exception {
    Installation installation = new Installation(temp.resolve("prefix"), jdk);
    installation.copy(jar, "the.Main");
    Path small = Files.write(temp.resolve("small.zip"), new byte[1_000]);
    Path large = Files.write(temp.resolve("large.zip"), new byte[5_000_000]);
    String quick = "-XX:TieredStopAtLevel=1";

    assertThat(run(installation.command(), "verify", "--bundle", small.toString())).contains(quick);
    assertThat(run(installation.command(), "verify", "--bundle=" + small))
        .contains(quick, "-XX:AOTCache=" + temp.resolve("prefix/lib/ledger/bundle.aot"));
    assertThat(
            run(
                installation.command(),
                "verify",
                "--bundle",
                large.toString(),
                "--seen",
                "" + small))
        .doesNotContain(quick);
    assertThat(run(installation.command(), "replay", "--bundle", small.toString()))
        .doesNotContain(quick)
        .contains("-XX:AOTCache=" + temp.resolve("prefix/lib/ledger/ledger.aot"));
  }

  @Test
  void classes_that_the_jvm_would_not_keep_are_written_so_that_it_does() throws Exception {
    Path library =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copy = temp.resolve("prefix/lib/ledger/lib/copy.jar");
    LibraryCopy.copy(library, copy);

    try (JarFile before = new JarFile(library.toFile());
        JarFile after = new JarFile(copy.toFile());
        URLClassLoader loader = new URLClassLoader(new URL[] {copy.toUri().toURL()}, null)) {
      assertThat(after.stream().map(JarEntry::getName))
          .containsExactlyElementsOf(before.stream().map(JarEntry::getName).toList());
      for (JarEntry entry : after.stream().filter(InstallationTest::isClass).toList()) {
        assertThat(after.getInputStream(entry).readNBytes(8)[7]).isGreaterThanOrEqualTo((byte) 50);
        String name = entry.getName().replace(".class", "").replace('/', '.');
        assertThat(Class.forName(name, true, loader).getClassLoader()).isSameAs(loader);
      }
    }
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
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
