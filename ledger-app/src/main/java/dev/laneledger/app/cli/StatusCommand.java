package dev.laneledger.app.cli;

import dev.laneledger.api.client.EntryQuery;
import dev.laneledger.api.client.LedgerClient;
import dev.laneledger.api.event.Entry;
import dev.laneledger.api.event.EventType;
import dev.laneledger.api.event.LaneData;
import dev.laneledger.api.event.LaneData.Result;
import dev.laneledger.api.event.LedgerEvent;
import dev.laneledger.api.event.StreamId;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ledger status}: what stops a program, who must act, and what a lane does next. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Shows what is blocked and who must act, what was decided, how far a lane is, and its next "
            + "verb.")
final class StatusCommand implements Callable<Integer> {
  @Configured("program")
  @Option(names = "--program", paramLabel = "P", required = true, description = "the program")
  private String program = "";

  @Configured("lane")
  @Option(names = "--lane", paramLabel = "L", description = "the lane")
  private @Nullable String lane;

  @Option(names = "--json", description = "print one line of JSON, with code and next")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    LedgerClient client = server.client("lane");
    String path = "/v1" + StreamId.program(program).path();
    ObjectNode blockers = client.projection(path + "/blockers");
    ObjectNode decisions = client.projection(path + "/decisions");
    StringBuilder text = new StringBuilder(program);
    text.append("  " + blockers.path("open").asInt() + " blockers are open, effective decision ");
    text.append(decisions.path("effective").asString("none"));
    blockers.path("blockers").forEach(b -> blocker(b, text));
    String next = "ledger lane open --consume TOKEN, if the owner has decided for it";
    Outcome outcome = Outcome.good("STATUS", text.toString(), next);
    if (lane != null) {
      outcome = ofLane(client, lane, outcome);
    }
    outcome.with("program", program).with("open", blockers.path("open").asInt());
    outcome
        .with("effective", decisions.path("effective"))
        .with("blockers", blockers.path("blockers"));
    return outcome.print(spec.commandLine(), json);
  }

  private static void blocker(JsonNode blocker, StringBuilder text) {
    if (blocker.path("open").asBoolean()) {
      text.append(
          "\n  %s  %s  blocks %s"
              .formatted(
                  blocker.path("id").asString(),
                  words(blocker, "actors"),
                  words(blocker, "blocks")));
      text.append("\n    " + blocker.path("nextAction").asString());
    }
  }

  private static String words(JsonNode node, String member) {
    return String.join(" ", node.path(member).valueStream().map(JsonNode::asString).toList());
  }

  private Outcome ofLane(LedgerClient client, String name, Outcome program) {
    StreamId stream = StreamId.lane(this.program, name);
    List<LedgerEvent> events =
        LaneOptions.entries(client, EntryQuery.of(stream)).stream().map(Entry::event).toList();
    Set<EventType> done = EnumSet.noneOf(EventType.class);
    events.forEach(event -> done.add(event.type()));
    LaneStage reached = LaneStage.reached(done);
    String stage =
        done.contains(EventType.LANE_STOPPED)
            ? "STOPPED"
            : reached == null ? "NOT_OPEN" : reached.name();
    boolean failed = events.stream().anyMatch(StatusCommand::failed);
    String next =
        failed && !LaneStage.next(done).equals(LaneStage.OVER)
            ? "ledger lane stop"
            : LaneStage.next(done);
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("id", name).put("stage", stage).put("events", events.size());
    String text =
        "%s\nlane %s  %s, %d events".formatted(program.text(), name, stage, events.size());
    return Outcome.good("STATUS", text, next).with("lane", state);
  }

  /** After it nothing but a stop is allowed. */
  private static boolean failed(LedgerEvent event) {
    return event.payload() instanceof LaneData.PreflightChecked checked
        && checked.gates().stream().anyMatch(g -> g.result() == Result.FAIL);
  }
}
