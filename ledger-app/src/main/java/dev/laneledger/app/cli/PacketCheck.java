package dev.laneledger.app.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Checks a written packet with the machine's own {@code sha256sum}. */
final class PacketCheck {
  static final String PASSED = "every file is as the manifest says";

  private PacketCheck() {}

  /** What the check found, in a sentence; {@link #PASSED} if all is well. */
  static String run(Path packet) throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("sha256sum", "-c", "HASH_MANIFEST.txt")
              .directory(packet.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return "sha256sum is not installed here; run: ledger packet verify " + packet;
    }
    int exit = process.waitFor();
    return exit == 0 ? PASSED : "sha256sum -c ended with " + exit + " in " + packet;
  }
}
