package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.Result;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane step}: {@code lane.step-executed}. */
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    description =
        "Records a step that was executed, and what it saw. "
            + "A step that is executed again with the same words needs an --id of its own.")
final class LaneStep implements Callable<Integer> {
  @Parameters(paramLabel = "STEP", description = "the step's name in the plan")
  private String step = "";

  @Option(names = "--does", paramLabel = "TEXT", required = true, description = "what it does")
  private String does = "";

  @Option(
      names = "--mutates",
      paramLabel = "WHAT",
      description = "what it changes (default: ${DEFAULT-VALUE})")
  private String mutates = "nothing";

  @Option(
      names = "--action",
      paramLabel = "A",
      description = "the program's word for what it asks to do (default: it only rehearses)")
  private @Nullable String action;

  @Option(
      names = "--result",
      paramLabel = "R",
      description = "${COMPLETION-CANDIDATES}; default PASS")
  private Result result = Result.PASS;

  @Option(
      names = "--saw",
      paramLabel = "NAME=VALUE",
      description = "a value that the step saw; may be repeated")
  private Map<String, String> saw = new LinkedHashMap<>();

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ObjectNode data = lane.data();
    data.put("step", step).put("does", does).put("mutates", mutates).put("result", result.name());
    if (action != null) {
      data.put("action", action);
    }
    ArrayNode observations = data.withArray("observations");
    saw.forEach((name, value) -> observations.addObject().put("name", name).put("value", value));
    return lane.send(List.of(lane.draft(EventType.LANE_STEP_EXECUTED, data)), outcome())
        .print(spec.commandLine(), lane.json());
  }

  private Outcome outcome() {
    return result == Result.PASS
        ? Outcome.good(
            "STEP_RECORDED",
            step + " is recorded",
            "the next step, or " + LaneStage.EXECUTED.next())
        : Outcome.bad("STEP_FAILED", step + " is recorded as failed", "ledger lane stop");
  }
}
