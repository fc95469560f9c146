package dev.laneledger.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a JVM of its own, whose first line on standard output is its URL. */
final class ServerProcess implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-Dstdout.encoding=UTF-8",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Ddisable-axoniq-console-message=true");
  private static final int STOP_SECONDS = 60;

  private final Process process;
  private final URI url;
  private final long ready = System.nanoTime();

  private ServerProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts a class with this program's class path, and waits until it answers.
   *
   * @param errors takes what it prints on standard error
   */
  static ServerProcess start(Path errors, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-server"));
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null) {
      throw new IOException(main + " did not start; it says why in " + errors);
    }
    return new ServerProcess(process, URI.create(line));
  }

  URI url() {
    return url;
  }

  /** Processor time of all its threads so far; zero where the system does not say it. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Milliseconds from that moment until it told its URL. */
  double startedAfter(long nanoTime) {
    return Bench.millis(ready - nanoTime);
  }

  /** How much memory it occupies, where the system says so. */
  OptionalDouble residentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (Files.notExists(status)) {
      return OptionalDouble.empty();
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
          .findFirst();
    }
  }

  /** Lets running requests end and waits until its files are closed. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the server did not stop within " + STOP_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
