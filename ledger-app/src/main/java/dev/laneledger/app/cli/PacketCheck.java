package dev.laneledger.app.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Checks a written packet with the machine's own {@code sha256sum}. */
final class PacketCheck {
  private PacketCheck() {}

  /**
   * What the check found.
   *
   * @param failed some file is not as the manifest says; false also where there is no sha256sum
   * @param words the same in a sentence
   */
  record Result(boolean failed, String words) {}

  static Result run(Path packet) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("sha256sum", "-c", "HASH_MANIFEST.txt")
              .directory(packet.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return new Result(false, "no sha256sum here; run: ledger packet verify " + packet);
    }
    int exit = process.waitFor();
    return exit == 0
        ? new Result(false, "sha256sum -c HASH_MANIFEST.txt: every file is as it says")
        : new Result(true, "sha256sum -c HASH_MANIFEST.txt ended with " + exit);
  }
}
