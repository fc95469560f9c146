package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane classify}: {@code lane.surface-classified}. */
@Command(
    name = "classify",
    mixinStandardHelpOptions = true,
    description =
        "Says of which class a surface is that the lane looked at. "
            + "UNKNOWN names an open blocker, who must act, the exact input needed, and whether it "
            + "affects this lane's safety.")
final class LaneClassify implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SURFACE", description = "what was looked at")
  private String surface = "";

  @Parameters(index = "1", paramLabel = "CLASS", description = "a token of [A-Z0-9_]+")
  private String classification = "";

  @Option(names = "--blocker", paramLabel = "ID", description = "the open blocker of an UNKNOWN")
  private @Nullable String blocker;

  @Option(names = "--actor", paramLabel = "ROLE", description = "who must act; may be repeated")
  private List<String> actors = new ArrayList<>();

  @Option(names = "--needs", paramLabel = "TEXT", description = "the exact input needed")
  private @Nullable String needs;

  @Option(
      names = "--affects-safety",
      paramLabel = "BOOL",
      arity = "1",
      description = "true or false: whether it affects this lane's safety")
  private @Nullable Boolean affects;

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ObjectNode data = lane.data().put("surface", surface).put("class", classification);
    if (blocker != null) {
      data.put("blocker", blocker);
    }
    if (!actors.isEmpty()) {
      ArrayNode roles = data.putArray("actors");
      actors.forEach(roles::add);
    }
    if (needs != null) {
      data.put("inputNeeded", needs);
    }
    if (affects != null) {
      data.put("affectsSafety", affects);
    }
    return lane.send(
            List.of(lane.draft(EventType.LANE_SURFACE_CLASSIFIED, data)),
            Outcome.good(
                "SURFACE_CLASSIFIED",
                surface + " is " + classification,
                "the next surface, or " + LaneStage.ATTESTED.command()))
        .print(spec.commandLine(), lane.json());
  }
}
