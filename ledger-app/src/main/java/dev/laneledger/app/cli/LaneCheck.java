package dev.laneledger.app.cli;

import dev.laneledger.api.event.EventJson;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData.Gate;
import dev.laneledger.api.event.LaneData.ReadDocument;
import dev.laneledger.api.event.LaneData.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

/** {@code ledger lane check}: {@code lane.preflight-checked}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Looks at every gate before any work: the pinned documents, and what --gate says. "
            + "A gate passes exactly if what was observed is what was expected. One that fails is "
            + "recorded, the verb ends with 1, and the lane has to stop.")
final class LaneCheck implements Callable<Integer> {
  private static final String DOCUMENTS = "governed documents";

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private List<Given> gates = new ArrayList<>();

  @Mixin private LaneDocuments documents = new LaneDocuments();

  @Mixin private LaneOptions lane = new LaneOptions();

  @Spec private CommandSpec spec;

  /** One gate of the command line. */
  static final class Given {
    @Option(names = "--gate", paramLabel = "NAME", required = true, description = "a gate, then:")
    private String gate = "";

    @Option(
        names = "--expected",
        paramLabel = "E",
        required = true,
        description = "what has to be so")
    private String expected = "";

    @Option(names = "--observed", paramLabel = "O", required = true, description = "what is so")
    private String observed = "";

    @Option(names = "--subject", paramLabel = "S", description = "what was looked at")
    private @Nullable String subject;

    Gate gate() {
      return LaneCheck.gate(gate, subject, expected, observed, List.of());
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Gate> looked = new ArrayList<>(gates.stream().map(Given::gate).toList());
    List<ReadDocument> read = documents.read(lane.client(), lane.program());
    if (!read.isEmpty()) {
      looked.add(documents(read));
    }
    ObjectNode data = lane.data();
    ArrayNode all = data.withArray("gates");
    looked.forEach(gate -> all.add(EventJson.toTree(gate)));
    return lane.send(List.of(lane.draft(EventType.LANE_PREFLIGHT_CHECKED, data)), outcome(looked))
        .print(spec.commandLine(), lane.json());
  }

  private static Gate documents(List<ReadDocument> read) {
    long equal = read.stream().filter(r -> r.fault() == null).count();
    return gate(
        DOCUMENTS,
        null,
        read.size() + " of " + read.size() + " as pinned",
        equal + " of " + read.size() + " as pinned",
        read);
  }

  private static Gate gate(
      String name,
      @Nullable String subject,
      String expected,
      String observed,
      List<ReadDocument> read) {
    Result result = expected.equals(observed) ? Result.PASS : Result.FAIL;
    return new Gate(name, subject, expected, observed, result, read, null);
  }

  private static Outcome outcome(List<Gate> gates) {
    StringBuilder text = new StringBuilder();
    for (Gate gate : gates) {
      text.append(gate.result() + "  " + gate.gate() + ": " + gate.observed() + "\n");
      gate.documents().stream()
          .filter(d -> d.fault() != null)
          .forEach(d -> text.append("      " + d.fault() + " " + d.path() + "\n"));
    }
    List<String> failed =
        gates.stream().filter(g -> g.result() == Result.FAIL).map(Gate::gate).toList();
    return failed.isEmpty()
        ? Outcome.good("GATES_PASSED", text + "every gate passed", LaneStage.CHECKED.next())
        : Outcome.bad(
                "GATE_FAILED",
                text + "the lane must stop before any work",
                "ledger lane stop --reason WHY --gate '" + failed.getFirst() + "'")
            .with("failed", failed);
  }
}
