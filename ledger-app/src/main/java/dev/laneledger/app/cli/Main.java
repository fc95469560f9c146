package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerRefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The root command {@code ledger}; each verb is a subcommand of it. What a command line names first
 * is mostly a verb, and then the others are left out: to reflect on all of them takes longer than a
 * small verb runs.
 */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeOnExecutionException = ExitCode.USAGE,
    description = "An event-sourced, tamper-evident audit ledger for governed change.")
public final class Main implements Runnable {
  private static final String JSON = "--json";
  private static final String OUT_OF_MEMORY =
      "ledger: it must fit the memory that it may take, but %d MiB were not enough: "
          + "give it more, such as JAVA_TOOL_OPTIONS=-Xmx8g";

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String... args) {
    System.exit(run(args));
  }

  /** What ends for lack of memory has found nothing out: its exit is not that of tampering. */
  private static int run(String... args) {
    try {
      return commandLine(System.getenv(), List.of(args)).execute(args);
    } catch (OutOfMemoryError e) {
      System.err.println(OUT_OF_MEMORY.formatted(Runtime.getRuntime().maxMemory() >> 20));
      return Exits.UNUSABLE;
    }
  }

  /** With every verb. */
  static CommandLine commandLine() {
    return commandLine(Map.of(), List.of());
  }

  /**
   * With the verb that the arguments begin with, or with every verb if they begin otherwise.
   *
   * @param environment where the commands' {@link Settings} come from
   */
  static CommandLine commandLine(Map<String, String> environment, List<String> args) {
    CommandLine line = new CommandLine(new Main());
    String first = args.isEmpty() ? "" : args.getFirst();
    boolean alone = VerbNames.ALL.contains(first) && !first.equals(VerbNames.OF_ALL);
    for (String name : alone ? List.of(first) : VerbNames.ALL) {
      line.addSubcommand(VerbNames.command(name));
    }
    return line.setHelpFactory(new Manual())
        .setDefaultValueProvider(new Settings(environment))
        .setExecutionExceptionHandler(Main::failed)
        .setParameterExceptionHandler(Main::misused);
  }

  private static int misused(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    if (List.of(args).contains(JSON)) {
      String next = "read: " + command.getCommandSpec().qualifiedName() + " --help";
      Outcome.unusable("USAGE", String.valueOf(wrong.getMessage()), next).print(command, true);
    }
    command.getErr().println(Printable.of(String.valueOf(wrong.getMessage())));
    UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    command.usage(command.getErr());
    return Exits.UNUSABLE;
  }

  /** A person is told what went wrong, not where in the program. */
  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    String message = failure.getMessage();
    if (parsed.expandedArgs().contains(JSON)) {
      Outcome.of(failure).print(command, true);
    }
    boolean plain = failure instanceof IOException || message == null;
    command.getErr().println(Printable.of("ledger: " + (plain ? failure.toString() : message)));
    return failure instanceof LedgerRefusedException refused ? Exits.of(refused) : Exits.UNUSABLE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a verb is required, but none was given");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"ledger " + (version == null ? "(not packaged)" : version)};
    }
  }
}
