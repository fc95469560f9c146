package dev.laneledger.app.cli;

import dev.laneledger.api.client.LedgerRefusedException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

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
      BenchCommand.class,
      InstallCommand.class,
      PacketCommand.class,
      TokenCommand.class,
      KeygenCommand.class,
      DecideCommand.class,
      DelegateCommand.class,
      GrantCommand.class,
      RevokeCommand.class
    },
    description = "An event-sourced, tamper-evident audit ledger for governed change.")
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String... args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed);
  }

  /** A person is told what went wrong, not where in the program. */
  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    String message = failure.getMessage();
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
