package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
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

/** {@code ledger lane stop}: {@code lane.stopped}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops a lane for good: a gate failed, or somebody ends an abandoned one.")
final class LaneStop implements Callable<Integer> {
  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why")
  private String reason = "";

  @Option(names = "--gate", paramLabel = "NAME", description = "the gate that failed")
  private @Nullable String gate;

  @Option(names = "--status", paramLabel = "S", description = "a token of [A-Z0-9_]+")
  private @Nullable String status;

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ObjectNode data = lane.data().put("reason", reason);
    if (gate != null) {
      data.put("gate", gate);
    }
    if (status != null) {
      data.put("status", status);
    }
    return lane.send(
            List.of(lane.draft(EventType.LANE_STOPPED, data)),
            Outcome.good("LANE_STOPPED", "the lane is stopped: " + reason, LaneStage.OVER))
        .print(spec.commandLine(), lane.json());
  }
}
