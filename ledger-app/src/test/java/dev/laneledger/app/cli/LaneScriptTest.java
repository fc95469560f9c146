package dev.laneledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lane of {@code docs/examples/lane.sh}, as a shell runs it, a process a verb. */
class LaneScriptTest {
  private static final Path DOCS = Path.of("../docs");

  @TempDir private Path directory;

  @Test
  void aLaneRunsFromItsDecisionToItsCompletionByShellScriptAlone() throws Exception {
    try (LaneScene scene = new LaneScene(directory.resolve("ledger"))) {
      scene.program("P");
      Path work = Files.createDirectory(directory.resolve("work"));
      Files.write(work.resolve("plan.md"), LaneScene.PLAN);

      String printed = run(scene, work);

      assertThat(Files.readString(DOCS.resolve("lane.md"))).contains(withoutHashes(printed));
      assertThat(scene.lane("P", "L-1", "status", "--json").out())
          .contains("\"stage\":\"COMPLETED\"");
      assertThat(
              Verbs.here(java.util.List.of("packet", "verify", work.resolve("packet.zip") + ""))
                  .exit())
          .isZero();
    }
  }

  @Test
  void theDocumentationShowsTheScriptAsItIs() throws IOException {
    String script = Files.readString(DOCS.resolve("examples/lane.sh"));

    assertThat(Files.readString(DOCS.resolve("lane.md"))).contains(script);
  }

  private String run(LaneScene scene, Path work) throws IOException, InterruptedException {
    ProcessBuilder bash =
        new ProcessBuilder("bash", DOCS.resolve("examples/lane.sh").toRealPath().toString())
            .directory(work.toFile())
            .redirectOutput(directory.resolve("out.txt").toFile())
            .redirectError(directory.resolve("err.txt").toFile());
    bash.environment().putAll(scene.environment("P", "L-1"));
    bash.environment().put("PATH", command() + ":" + System.getenv("PATH"));
    int exit = bash.start().waitFor();
    assertThat(exit).as(Files.readString(directory.resolve("err.txt"), UTF_8)).isZero();
    return Files.readString(directory.resolve("out.txt"), UTF_8);
  }

  /** A directory with {@code ledger}, which runs the classes under test. */
  private Path command() throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path command = bin.resolve("ledger");
    Files.writeString(
        command,
        """
        #!/bin/sh
        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dstdout.encoding=UTF-8 \\
          --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \\
          -cp '%s' %s "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    return bin;
  }

  /** As the documentation shows it: without receipts, whose hashes differ from ledger to ledger. */
  private static String withoutHashes(String printed) {
    return printed
        .lines()
        .filter(line -> !line.contains("  leaf "))
        .map(line -> line.replaceAll("[0-9a-f]{64}", "…"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
