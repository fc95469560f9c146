package dev.laneledger.app.cli;

import dev.laneledger.api.verify.MaterialUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bearer token in a file of its own, so that it stands in no list of processes. */
final class TokenFile {
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

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

  /**
   * Makes sure that nobody else on this machine reads what acts in one's name.
   *
   * @throws IOException if the file's mode lets its group or others read it
   */
  static void requirePrivate(Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return;
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (OTHERS.stream().anyMatch(mode::contains)) {
      throw new IOException(
          "a token must be readable by its owner only, but others may read %s;".formatted(file)
              + " run: chmod 600 "
              + file
              + " and, if somebody may have read it, make another token");
    }
  }
}
