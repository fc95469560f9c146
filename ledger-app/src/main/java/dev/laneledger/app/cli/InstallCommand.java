package dev.laneledger.app.cli;

import dev.laneledger.app.install.Installation;
import dev.laneledger.app.install.Installation.Cache;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger install}: the program where it starts fast. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = {
      "Installs the program as DIR/bin/ledger, without its source tree.",
      "It plays the demonstration once and keeps the classes as that left them, so that later",
      "starts need not load them again. Takes about a minute."
    })
final class InstallCommand implements Callable<Integer> {
  private static final String MAIN = Main.class.getName();

  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      required = true,
      description = "gets bin/ledger and lib/ledger; an earlier installation there is replaced")
  private Path prefix = Path.of(".");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path jar = Path.of(System.getProperty("java.class.path"));
    if (!Files.isRegularFile(jar)) {
      throw new ParameterException(
          spec.commandLine(),
          "the program must run from its jar to be installed, but runs from " + jar);
    }
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(spec.commandLine().getErr());
    Installation installation = new Installation(prefix, Path.of(System.getProperty("java.home")));
    progress.step("copying the program");
    installation.copy(jar, MAIN);
    train(installation, progress);
    out.println(installation.command());
    out.flush();
    return Exits.GOOD;
  }

  private static void train(Installation installation, Progress progress)
      throws IOException, InterruptedException {
    progress.step("playing the demonstration, for the cache of classes");
    Path directory = Files.createTempDirectory("ledger-install.");
    Path ledger = directory.resolve("demo");
    installation.train(
        Cache.ALL,
        MAIN,
        List.of("demo", "--dir", ledger.toString()),
        directory.resolve("demo.log"));
    progress.step("verifying its bundle, for the cache of that");
    Path out = ledger.resolve("out");
    String key = Files.readString(out.resolve("ledger.vkey")).strip();
    String bundle = out.resolve("ledger.zip").toString();
    installation.train(
        Cache.BUNDLE,
        MAIN,
        List.of("verify", "--bundle", bundle, "--key", key),
        directory.resolve("verify.log"));
    Trees.delete(directory);
  }
}
