package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.Isolation;
import dev.laneledger.api.event.LaneData.Target;
import dev.laneledger.app.rehearsal.CloneRehearsal;
import dev.laneledger.app.rehearsal.RehearsalPlan.ProductionTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane lock}: {@code lane.target-locked}. */
@Command(
    name = "lock",
    mixinStandardHelpOptions = true,
    description =
        "Locks the copy that the lane works on, and proves that it is not production: real path and "
            + "(device, inode) are compared with the source and every production target, and a marker "
            + "that is written into the copy, and taken out again, must leave the source as it was. "
            + "A rehearsal that examined this itself gives the whole payload with --data.")
final class LaneLock implements Callable<Integer> {
  @ArgGroup(exclusive = false)
  private @Nullable Examination examination;

  @Option(
      names = "--not-yet",
      paramLabel = "NAME",
      description = "a target that is not available yet; may be repeated")
  private List<String> notYet = new ArrayList<>();

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  /** A copy that is examined here. */
  static final class Examination {
    @Option(names = "--source", paramLabel = "FILE", required = true, description = "the original")
    private Path source = Path.of("");

    @Option(
        names = "--copy",
        paramLabel = "FILE",
        required = true,
        description = "what is worked on")
    private Path copy = Path.of("");

    @Option(names = "--target", paramLabel = "NAME", required = true, description = "its name")
    private String target = "";

    @Option(
        names = "--kind",
        paramLabel = "K",
        description = "its kind, which is also the accepted one (default: ${DEFAULT-VALUE})")
    private String kind = "local_clone";

    @Option(
        names = "--production",
        paramLabel = "NAME=FILE",
        mapFallbackValue = "",
        description = "a production target, with its file if it is one here; may be repeated")
    private Map<String, String> production = new LinkedHashMap<>();
  }

  @Override
  public Integer call() throws IOException {
    ObjectNode data = lane.data();
    if (examination != null) {
      examine(examination, data);
    }
    ArrayNode missing = data.withArray("notYetAvailable");
    notYet.forEach(missing::add);
    String verdict = data.path("verdict").asString("");
    return lane.send(
            List.of(lane.draft(EventType.LANE_TARGET_LOCKED, data)),
            Outcome.good("TARGET_LOCKED", verdict, LaneStage.LOCKED.next()))
        .print(spec.commandLine(), lane.json());
  }

  private static void examine(Examination asked, ObjectNode data) {
    List<ProductionTarget> production = new ArrayList<>();
    ArrayNode others = data.withArray("notSelected");
    asked.production.forEach((name, file) -> {
      production.add(new ProductionTarget(name, file.isEmpty() ? null : Path.of(file)));
      others.add(EventJson.toTree(new Target(name, "production", true, false)));
    });
    Isolation shown =
        CloneRehearsal.examineFiles(asked.source, asked.copy, production, "(the lane's copy)");
    Target selected = new Target(asked.target, asked.kind, false, true);
    data.set("selected", EventJson.toTree(selected));
    data.withArray("acceptedKinds").add(asked.kind);
    data.set("isolation", EventJson.toTree(shown));
    data.put(
        "verdict",
        CloneRehearsal.provesIsolation(shown) ? "PROVEN_ISOLATED_NOT_PRODUCTION" : "NOT_PROVEN");
  }
}
