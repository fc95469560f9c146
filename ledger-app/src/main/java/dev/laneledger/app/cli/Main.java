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

/** The root command {@code ledger}; each verb is a subcommand of it. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeOnExecutionException = ExitCode.USAGE,
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      WitnessCommand.class,
      AppendCommand.class,
      ImportCommand.class,
      VerifyCommand.class,
      DiffCommand.class,
      VerifyProofCommand.class,
      ReplayCommand.class,
      QuestionsCommand.class,
      ExportCommand.class,
      PublishCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      InstallCommand.class,
      PacketCommand.class,
      TokenCommand.class,
      KeygenCommand.class,
      RotateKeyCommand.class,
      DecideCommand.class,
      DelegateCommand.class,
      GrantCommand.class,
      RedactCommand.class,
      RevokeCommand.class,
      LaneCommand.class,
      StatusCommand.class,
      CompletionCommand.class
    },
    description = "An event-sourced, tamper-evident audit ledger for governed change.")
public final class Main implements Runnable {
  private static final String JSON = "--json";

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String... args) {
    System.exit(commandLine(System.getenv()).execute(args));
  }

  static CommandLine commandLine() {
    return commandLine(Map.of());
  }

  /**
   * @param environment where the commands' {@link Settings} come from
   */
  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine line = new CommandLine(new Main());
    Manual.complete(line);
    return line.setDefaultValueProvider(new Settings(environment))
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
