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
record ServedLedger(Process process, String url) {

  /** Serves the directory on a free port, and waits for the URL, its first line. */
  static ServedLedger start(Path directory, Path errors) throws IOException {
    return start(directory, errors, Map.of());
  }

  /** The same, with more in its environment and more options. */
  static ServedLedger start(
      Path directory, Path errors, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--dir",
                directory.toString(),
                "--port",
                "0"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String url = process.inputReader(UTF_8).readLine();
    assertThat(url).as(Files.readString(errors)).startsWith("http://");
    return new ServedLedger(process, url);
  }
}
