package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.Check;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.app.scenario.SelfCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger lane review}: {@code lane.self-checked}. */
@Command(
    name = "review",
    mixinStandardHelpOptions = true,
    description =
        "Answers the lane's own questions from its events in the ledger: a question passes exactly "
            + "if there is an event of each type that it rests on, and every one of them is good. "
            + "What fails is recorded, the verb ends with 1, and the lane has to stop.")
final class LaneReview implements Callable<Integer> {
  @ArgGroup(exclusive = false, multiplicity = "1..*")
  private List<Asked> asked = new ArrayList<>();

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  /** One question of the command line. */
  static final class Asked {
    @Option(
        names = "--check",
        paramLabel = "TEXT",
        required = true,
        description = "a question, then:")
    private String check = "";

    @Option(
        names = "--on",
        paramLabel = "TYPE",
        split = ",",
        required = true,
        description = "the event types it rests on, such as lane.preflight-checked")
    private List<String> types = new ArrayList<>();
  }

  @Override
  public Integer call() throws IOException {
    List<LedgerEvent> events = lane.events(lane.client());
    List<Check> checks =
        asked.stream().map(a -> SelfCheck.answer(a.check, a.types, events)).toList();
    ObjectNode data = lane.data();
    ArrayNode all = data.withArray("checks");
    checks.forEach(check -> all.add(EventJson.toTree(check)));
    return lane.send(List.of(lane.draft(EventType.LANE_SELF_CHECKED, data)), outcome(checks))
        .print(spec.commandLine(), lane.json());
  }

  private static Outcome outcome(List<Check> checks) {
    StringBuilder text = new StringBuilder();
    checks.forEach(check -> text.append(check.answer() + "  " + check.check() + "\n"));
    boolean good = checks.stream().allMatch(check -> check.answer() == Result.PASS);
    return good
        ? Outcome.good("REVIEW_PASSED", text + "every check passed", LaneStage.REVIEWED.next())
        : Outcome.bad("REVIEW_FAILED", text + "the lane must stop", "ledger lane stop");
  }
}
