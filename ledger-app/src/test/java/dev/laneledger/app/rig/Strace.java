package dev.laneledger.app.rig;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tracer that makes system calls fail. It counts calls for each thread of its own, so a fault
 * "at the third fsync" strikes the third of every thread that gets so far.
 */
final class Strace {
  private static final String CALLS = "write,pwrite64,fsync,fdatasync,ftruncate,rename,openat";
  private static final Pattern LINE = Pattern.compile("^(\\d+) +([a-z0-9]+)\\(.*");

  private Strace() {}

  /** Leaves the test out, and says why, where nothing can be traced. */
  static void assumeItWorks() throws InterruptedException {
    String todo =
        "strace must be installed and may trace (apt-get install strace), so this is left out";
    try {
      Process process = new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true").start();
      assumeTrue(process.waitFor() == 0, todo);
    } catch (IOException absent) {
      assumeTrue(false, todo);
    }
  }

  /**
   * The command that runs another one and logs its calls on those paths.
   *
   * @param fault as in {@code fsync:error=EIO:when=2}, or empty
   */
  static String[] command(Path log, List<Path> paths, String fault) {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "--seccomp-bpf"));
    command.addAll(List.of("-o", log.toString(), "-e", "trace=" + CALLS));
    for (Path path : paths) {
      command.addAll(List.of("-P", path.toString()));
    }
    if (!fault.isEmpty()) {
      command.addAll(List.of("-e", "inject=" + fault));
    }
    return command.toArray(String[]::new);
  }

  /** How often the busiest thread made each call. */
  static Map<String, Integer> most(Path log) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Integer> most = new TreeMap<>();
    for (String line : Files.readAllLines(log)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        int count = counts.merge(matcher.group(1) + matcher.group(2), 1, Integer::sum);
        most.merge(matcher.group(2), count, Math::max);
      }
    }
    return most;
  }

  /** One fault of each kind at every call in turn. */
  static List<String> faults(Map<String, Integer> most) {
    List<String> faults = new ArrayList<>();
    most.forEach((call, count) -> {
      for (int n = 1; n <= count; n++) {
        for (String how :
            Arrays.asList("error=EIO", "error=ENOSPC", "error=EINTR", "signal=KILL")) {
          faults.add("%s:%s:when=%d".formatted(call, how, n));
        }
      }
    });
    return faults;
  }
}
