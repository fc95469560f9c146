package dev.laneledger.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger packet}: what is done with a lane's packet. */
@Command(
    name = "packet",
    mixinStandardHelpOptions = true,
    subcommands = {PacketBuildCommand.class, PacketVerifyCommand.class},
    description = "Builds or checks a lane's evidence packet.")
final class PacketCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "build or verify is required, but neither was given");
  }
}
