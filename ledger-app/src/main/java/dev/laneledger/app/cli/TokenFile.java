package dev.laneledger.app.cli;

import dev.laneledger.api.verify.MaterialUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A bearer token in a file of its own, so that it stands in no list of processes. */
final class TokenFile {
  private TokenFile() {}

  /**
   * The token for a server's ledger.
   *
   * @throws MaterialUnusableException if no file was named, or if it cannot be read
   */
  static String read(@Nullable Path file) {
    if (file == null) {
      throw new MaterialUnusableException("a URL needs --token-file with an auditor's token");
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new MaterialUnusableException("cannot read the token in " + file + ": " + e, e);
    }
  }
}
