package dev.laneledger.app.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of 2 MiB: what does not fit is written short, and the rest refused. Takes root. */
public record SmallDisk(Path path) implements AutoCloseable {
  /** Mounts it there, or leaves the test out where nobody may. */
  public static SmallDisk mounted(Path at) throws Exception {
    Path disk = Files.createDirectory(at);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0,
        "a small disk must be mounted, which takes root, so this is left out");
    return new SmallDisk(disk);
  }

  /** From now on it can only be read. */
  public void forbidWriting() throws Exception {
    run("mount", "-o", "remount,ro", path.toString());
  }

  @Override
  public void close() throws Exception {
    run("umount", "-l", path.toString());
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(List.of(command))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException absent) {
      return 127;
    }
  }
}
