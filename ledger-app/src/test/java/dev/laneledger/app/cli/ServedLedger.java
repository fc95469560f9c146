package dev.laneledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A ledger served in a process of its own, as {@code ledger serve} starts it. */
record ServedLedger(Process process, String url) {

  /** Serves the directory on a free port, and waits for the URL, its first line. */
  static ServedLedger start(Path directory, Path errors) throws IOException {
    Process process =
        new ProcessBuilder(
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
                "0")
            .redirectError(errors.toFile())
            .start();
    String url = process.inputReader(UTF_8).readLine();
    assertThat(url).as(Files.readString(errors)).startsWith("http://");
    return new ServedLedger(process, url);
  }
}
