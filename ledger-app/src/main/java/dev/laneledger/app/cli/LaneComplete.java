package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane complete}: {@code lane.completed}, in the words of the seal. */
@Command(
    name = "complete",
    mixinStandardHelpOptions = true,
    description = "Completes a sealed lane with the outcome and the status that its seal proposes.")
final class LaneComplete implements Callable<Integer> {
  @Option(names = "--summary", paramLabel = "TEXT", description = "the lane's words at its end")
  private @Nullable String summary;

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    LaneData.PacketSealed sealed =
        lane.events(lane.client()).stream()
            .filter(e -> e.payload() instanceof LaneData.PacketSealed)
            .map(e -> (LaneData.PacketSealed) e.payload())
            .findFirst()
            .orElse(null);
    if (sealed == null) {
      return Outcome.bad(
              "LANE_NOT_SEALED",
              "a lane is sealed before it completes, but " + lane.stream() + " is not",
              LaneStage.SEALED.command())
          .print(spec.commandLine(), lane.json());
    }
    ObjectNode data = lane.data().put("outcome", sealed.proposedOutcome().name());
    data.put("status", sealed.proposedStatus());
    if (summary != null) {
      data.put("summary", summary);
    }
    String text =
        "the lane is complete: " + sealed.proposedOutcome() + " " + sealed.proposedStatus();
    return lane.send(
            List.of(lane.draft(EventType.LANE_COMPLETED, data)),
            Outcome.good("LANE_COMPLETED", text, LaneStage.OVER))
        .print(spec.commandLine(), lane.json());
  }
}
