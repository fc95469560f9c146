package dev.laneledger.app.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The program in one prefix. */
public final class Installation {
  /** Of the JVM, for every run of the program; a cache is good for runs with the same. */
  private static final List<String> FLAGS =
      List.of(
          "-Xlog:disable",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Ddisable-axoniq-console-message=true");

  private static final int TRAINING_MINUTES = 10;

  private final Path home;
  private final Path prefix;
  private final Path jdk;

  /**
   * @param jdk home of the JDK that runs it
   */
  public Installation(Path prefix, Path jdk) {
    this.prefix = prefix.toAbsolutePath().normalize();
    this.home = this.prefix.resolve("lib/ledger");
    this.jdk = jdk;
  }

  /** Which classes a cache keeps. */
  public enum Cache {
    /** Those of the whole program. */
    ALL("ledger.aot"),
    /** Those of verifying a bundle: a third as many, so that a start need not map the others. */
    BUNDLE("bundle.aot");

    private final String file;

    Cache(String file) {
      this.file = file;
    }
  }

  /** The command. */
  public Path command() {
    return prefix.resolve("bin/ledger");
  }

  /**
   * Copies the program and writes the command; what an earlier installation left is replaced.
   *
   * @param jar the program, whose manifest names its libraries relative to it
   * @throws IOException if the jar or one of its libraries cannot be read
   */
  public void copy(Path jar, String mainClass) throws IOException {
    Files.deleteIfExists(cache(Cache.ALL));
    Files.deleteIfExists(cache(Cache.BUNDLE));
    LibraryCopy.copy(jar, program());
    for (String library : libraries(jar)) {
      LibraryCopy.copy(jar.resolveSibling(library), home.resolve(library));
    }
    Files.createDirectories(command().getParent());
    Files.writeString(command(), script(mainClass));
    Files.setPosixFilePermissions(command(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * Runs a verb once and keeps the classes that it loaded for later starts.
   *
   * @param verb should touch what users of that cache run
   * @throws IOException if the run fails; the program works without the cache
   */
  public void train(Cache cache, String mainClass, List<String> verb, Path output)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.add("-XX:AOTCacheOutput=" + cache(cache));
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", program().toString(), mainClass));
    command.addAll(verb);
    Process run =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!run.waitFor(TRAINING_MINUTES, TimeUnit.MINUTES) || run.exitValue() != 0) {
      run.destroyForcibly();
      throw new IOException("the training run failed; it says why in " + output);
    }
  }

  private Path program() {
    return home.resolve("ledger-app.jar");
  }

  private Path cache(Cache cache) {
    return home.resolve(cache.file);
  }

  private static List<String> libraries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      @Nullable String path =
          file.getManifest() == null
              ? null
              : file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return path == null ? List.of() : List.of(path.split(" "));
    }
  }

  private String script(String mainClass) throws IOException {
    try (InputStream in = Installation.class.getResourceAsStream("ledger.sh")) {
      if (in == null) {
        throw new IOException("the program lacks its resource ledger.sh");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@JDK@", jdk.toString())
          .replace("@FLAGS@", String.join(" ", FLAGS))
          .replace("@MAIN@", mainClass);
    }
  }
}
