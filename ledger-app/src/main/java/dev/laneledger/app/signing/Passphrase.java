package dev.laneledger.app.signing;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the passphrase of an encrypted key comes from; asked for only if there is such a key. */
@FunctionalInterface
public interface Passphrase {
  /** Names a file with the passphrase where no option does. */
  String PROPERTY = "laneledger.passphrase.file";

  /** The environment's variable that holds it. */
  String VARIABLE = "LEDGER_KEY_PASSPHRASE";

  /**
   * The passphrase of that key.
   *
   * @throws IOException if there is none, with what to do
   */
  char[] of(Path key) throws IOException;

  /**
   * That of the file, which only its owner may read; else of the environment; else of the person at
   * the console.
   *
   * @param file its text without the line's end is the passphrase; null: no file
   */
  static Passphrase from(@Nullable Path file) {
    String property = System.getProperty(PROPERTY);
    Path given = file == null && property != null ? Path.of(property) : file;
    return given == null ? Passphrase::ofEnvironment : key -> read(given);
  }

  private static char[] read(Path file) throws IOException {
    SecretFiles.requirePrivate(file);
    return Files.readString(file).stripTrailing().toCharArray();
  }

  private static char[] ofEnvironment(Path key) throws IOException {
    String variable = System.getenv(VARIABLE);
    if (variable != null) {
      return variable.toCharArray();
    }
    Console console = System.console();
    char[] typed =
        console == null || !console.isTerminal()
            ? null
            : console.readPassword("passphrase of %s: ", key);
    if (typed == null) {
      throw new IOException(
          "%s is encrypted, but no passphrase is at hand: name a file with --passphrase-file, or set %s"
              .formatted(key, VARIABLE));
    }
    return typed;
  }
}
