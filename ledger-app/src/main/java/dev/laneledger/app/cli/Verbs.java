package dev.laneledger.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs the program's own verbs, as a person would type them, and takes what they print. */
final class Verbs {
  private static final String[] JVM_FLAGS = {
    "-Dstdout.encoding=UTF-8",
    "-Dstderr.encoding=UTF-8",
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED"
  };

  private Verbs() {}

  /** How a verb ended and what it printed. */
  record Ran(List<String> args, int exit, String out, String err) {}

  /** Runs a verb in this process, whatever the environment says. */
  static Ran here(List<String> args) {
    return here(Map.of(), args);
  }

  /** Runs a verb in this process with that environment. */
  static Ran here(Map<String, String> environment, List<String> args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine(environment, args);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exit = line.execute(args.toArray(String[]::new));
    return new Ran(args, exit, out.toString(), err.toString());
  }

  /**
   * Runs a verb in a JVM of its own, whose working directory is {@code directory}.
   *
   * @param flags for that JVM, such as another time zone
   */
  static Ran inChild(Path directory, List<String> flags, List<String> args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JVM_FLAGS));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(args);
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int exit = process.waitFor();
    return new Ran(
        args,
        exit,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** The run, if it ended with 0. */
  static Ran require(Ran ran) {
    if (ran.exit() != 0) {
      throw new IllegalStateException(
          "ledger "
              + String.join(" ", ran.args())
              + " ended with "
              + ran.exit()
              + ": "
              + (ran.err() + ran.out()).strip());
    }
    return ran;
  }
}
