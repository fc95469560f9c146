package dev.laneledger.app.cli;

import dev.laneledger.app.cli.Verbs.Ran;
import dev.laneledger.app.rehearsal.Tampering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Changes one byte of one entry in a copy of the ledger, and lets {@code verify} look at it. */
final class TamperDemo {
  private final Path dir;
  private final DemoResult result;
  private final Progress progress;

  TamperDemo(Path dir, DemoResult result, Progress progress) {
    this.dir = dir;
    this.result = result;
    this.progress = progress;
  }

  /**
   * What became of it.
   *
   * @param seq the entry that was changed
   * @param change what was changed in it, in words
   * @param exit exit code of {@code verify}
   * @param report what {@code verify} printed
   */
  record Found(Path copy, long seq, String change, int exit, String report) {
    /** Whether verify reports tampering and names just that entry. */
    boolean found() {
      return exit == 1 && report.contains("entry " + seq);
    }
  }

  Found run() throws IOException {
    Path copy = dir.resolve("out/tampered");
    progress.step("changing one byte of one entry in a copy, " + copy);
    Trees.copy(dir, copy, dir.resolve("out"));
    long seq = result.played().proofSeq();
    String change = Tampering.changeOneByte(copy.resolve("ledger.db"), seq);
    Ran verify =
        Verbs.here(List.of("verify", "--dir", copy.toString(), "--key", result.played().key()));
    return new Found(copy, seq, change, verify.exit(), (verify.out() + verify.err()).strip());
  }
}
