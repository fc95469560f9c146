package dev.laneledger.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger lane}: a lane's life from a shell, a verb a stage. */
@Command(
    name = "lane",
    mixinStandardHelpOptions = true,
    description =
        "Runs a lane, a verb a stage: open, check, lock, step, prove, classify, probe, probed, "
            + "attest, attach, review, seal, complete; stop ends it at any time. "
            + "Every verb makes its event from flags and files and prints what comes next. The same "
            + "command again appends nothing twice. Exit 0: appended; 1: refused, or what was looked at "
            + "is not good; 2: unusable input or usage.",
    subcommands = {
      LaneOpen.class,
      LaneCheck.class,
      LaneLock.class,
      LaneStep.class,
      LaneProve.class,
      LaneClassify.class,
      LaneProbe.class,
      LaneProbed.class,
      LaneAttest.class,
      LaneAttach.class,
      LaneReview.class,
      LaneSeal.class,
      LaneComplete.class,
      LaneStop.class
    })
final class LaneCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a verb is required, such as open, but none was given");
  }
}
