package dev.laneledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A ledger served in a process of its own, as {@code ledger serve} starts it. */
public record ServedLedger(Process process, String url) {

  /** Serves the directory on a free port, and waits for the URL, its first line. */
  static ServedLedger start(Path directory, Path errors) throws IOException {
    return start(directory, errors, Map.of());
  }

  /** The same, with more in its environment and more options. */
  static ServedLedger start(
      Path directory, Path errors, Map<String, String> environment, String... options)
      throws IOException {
    return awaited(launch(List.of(), List.of(), directory, errors, environment, options), errors);
  }

  /**
   * Starts the process, and does not wait until it serves.
   *
   * @param before the command that runs it, such as a tracer; may be empty
   * @param flags for its JVM
   */
  public static Process launch(
      List<String> before,
      List<String> flags,
      Path directory,
      Path errors,
      Map<String, String> environment,
      String... options)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(java(flags));
    command.addAll(List.of("serve", "--dir", directory.toString(), "--port", "0"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** The program in a JVM of its own, without a verb. */
  public static List<String> java(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    return command;
  }

  /** Waits for the URL, its first line. */
  public static ServedLedger awaited(Process process, Path errors) throws IOException {
    String url = process.inputReader(UTF_8).readLine();
    assertThat(url).as(Files.readString(errors)).startsWith("http://");
    return new ServedLedger(process, url);
  }
}
