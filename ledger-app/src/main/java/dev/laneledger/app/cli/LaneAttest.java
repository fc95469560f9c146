package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane attest}: {@code lane.surfaces-attested}. */
@Command(
    name = "attest",
    mixinStandardHelpOptions = true,
    description =
        "States which surfaces the lane did not touch: attested, not proven. "
            + "A count that is claimed is kept beside the names, also where they differ.")
final class LaneAttest implements Callable<Integer> {
  @Option(
      names = "--surface",
      paramLabel = "NAME=STATE",
      description = "such as production=NOT_TOUCHED; may be repeated")
  private Map<String, String> surfaces = new LinkedHashMap<>();

  @Option(
      names = "--claimed",
      paramLabel = "N",
      description = "how many are claimed (default: as many as are named)")
  private @Nullable Long claimed;

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ObjectNode data = lane.data();
    ArrayNode named = data.withArray("surfaces");
    surfaces.forEach((name, state) -> named.addObject().put("surface", name).put("state", state));
    if (claimed != null || !data.has("claimed")) {
      data.put("claimed", claimed == null ? named.size() : claimed);
    }
    String text = named.size() + " surfaces are attested";
    return lane.send(
            List.of(lane.draft(EventType.LANE_SURFACES_ATTESTED, data)),
            Outcome.good("SURFACES_ATTESTED", text, LaneStage.ATTESTED.next()))
        .print(spec.commandLine(), lane.json());
  }
}
