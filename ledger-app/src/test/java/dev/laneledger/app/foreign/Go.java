package dev.laneledger.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Go's own readers. Where Go or its library is missing, the test that calls is skipped and says
 * why.
 *
 * @param program the built {@code docs/foreign/verify.go}
 */
public record Go(Path program) {
  private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();

  /** Where Debian's packages put the sources of Go's libraries. */
  private static final Path DEBIAN = Path.of("/usr/share/gocode");

  public record Ran(int exit, String out) {}

  static Go build(Path into) throws IOException, InterruptedException {
    installed();
    Path program = into.resolve("verify");
    String source = DOCS.resolve("foreign/verify.go").toString();
    Ran built = run(List.of("go", "build", "-o", program.toString(), source));
    assertThat(built.exit()).as(built.out()).isZero();
    return new Go(program);
  }

  Ran verify(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    return run(command);
  }

  /** Runs the documented script on a bundle. */
  public static Ran script(Path bundle, String key) throws IOException, InterruptedException {
    installed();
    String script = DOCS.resolve("verify-with-go.sh").toString();
    return run(List.of("bash", script, bundle.toString(), key));
  }

  private static void installed() {
    boolean go =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "go")));
    assumeThat(go && Files.isDirectory(DEBIAN.resolve("src/golang.org/x/mod/sumdb/tlog")))
        .as("skipped: Debian's packages golang-go and golang-golang-x-mod-dev are not installed")
        .isTrue();
  }

  private static Ran run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOPATH", DEBIAN.toString());
    builder.environment().put("GOCACHE", Path.of("target", "go-cache").toAbsolutePath().toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out);
  }
}
